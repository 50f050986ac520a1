package io.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.typesafe.config.ConfigFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StatusPrinterTest {
    private static final String BACKUP = """
            {"v":1,"program":"0.1.0","pid":4711,"uptimeMillis":61234,"files":["/etc/a.conf","/etc/b.conf"],
             "instances":[{"name":"VI_1","state":"BACKUP","reason":"started","sinceMillis":2500,"interface":"eth0",
               "vrid":51,"version":2,"intervalMillis":1000,"priority":80,"basePriority":100,"preempt":false,"destinations":["224.0.0.18"],
               "source":"10.9.0.1","faults":[],"waitingFor":["script slow"],
               "contributions":["script chk -20: exit 1"],
               "addresses":[{"address":"10.9.0.100/24","dev":"eth0","held":false}],
               "masterDownInMillis":3570,"master":"10.9.0.2",
               "peers":[{"source":"10.9.0.2","lastHeardMillisAgo":30,"priority":150,"accepted":7,"rejected":0,
                         "rejectedBecause":"","detail":""},
                        {"source":"10.9.0.3","lastHeardMillisAgo":412,"priority":-1,"accepted":0,"rejected":9,
                         "rejectedBecause":"auth_failure","detail":"the password is another one (auth_pass)"}]}],
             "trackers":[{"tracker":"script chk","verdict":"down","detail":"exit 1: %s","at":"2026-01-02T03:04:05Z",
               "runs":12,"failures":3,"timeouts":0,"skipped":0,"riseFall":""}],
             "hooks":[],"counters":{}}
            """;

    private static String printed(String json) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);
        StatusPrinter.print(ConfigFactory.parseString(json), writer);
        writer.flush();
        return out.toString();
    }

    @Test
    void backupWithARejectedPeerReadsLikeThis() {
        assertEquals("""
                mainstay 0.1.0, pid 4711, up 0h01m01s, /etc/a.conf, /etc/b.conf

                VI_1: BACKUP for 2.500s: started
                  vrid 51 on eth0, VRRPv2 every 1.000s, from 10.9.0.1 to 224.0.0.18, priority 80 (base 100), nopreempt
                  waiting for the first verdict of script slow
                  script chk -20: exit 1
                  10.9.0.100/24 dev eth0: not here
                  master 10.9.0.2; taken for dead in 3.570s
                  peer 10.9.0.2, heard 0.030s ago, priority 150
                  peer 10.9.0.3, heard 0.412s ago, NOT UNDERSTOOD (auth_failure): the password is another one (auth_pass)

                trackers
                  script chk: down since 2026-01-02T03:04:05Z, 12 run(s), 3 failed: exit 1: no answer
                """, printed(BACKUP.formatted("no answer")));
    }

    @Test
    void whatACheckPrintedCannotCommandTheTerminal() {
        String text = printed(BACKUP.formatted("\\u001b[2Jgone\\nsecond"));

        assertFalse(text.contains("\u001b"), text);
        assertEquals(
                1,
                text.lines()
                        .filter(l -> l.endsWith("exit 1: ?[2Jgone | second"))
                        .count(),
                text);
    }
}
