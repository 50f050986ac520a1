package io.mainstay.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.mainstay.cli.ExitCode;
import io.mainstay.cli.MainstayCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mainstay rehearse} with the real configuration reader and the real core. */
class RehearseTest {
    private static final String SCRIPT = """
            vrrp_script chk {
                script "/bin/true"
                interval 2
                fall 2
                weight WEIGHT
            }
            """;

    @TempDir
    Path folder;

    private StringWriter complaints = new StringWriter();

    private static String node(int priority, String weight, String more) {
        return SCRIPT.replace("WEIGHT", weight) + """
                vrrp_instance VI_1 {
                    state BACKUP
                    interface lo
                    virtual_router_id 51
                    priority %d
                    advert_int 1
                    %s
                    virtual_ipaddress {
                        192.0.2.100/24
                    }
                    track_script {
                        chk
                    }
                }
                """.formatted(priority, more);
    }

    private String run(int expected, String a, String b, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("rehearse"));
        arguments.add(Files.writeString(folder.resolve("a.conf"), a).toString());
        arguments.add(Files.writeString(folder.resolve("b.conf"), b).toString());
        arguments.addAll(List.of(options));
        StringWriter out = new StringWriter();
        int status = MainstayCommand.commandLine((f, s) -> ExitCode.OK, c -> SpecBuilder.of(c.routers()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(complaints, true))
                .execute(arguments.toArray(String[]::new));
        assertEquals(expected, status, complaints.toString());
        return out.toString();
    }

    private Config address(String a, String b, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--json");
        return ConfigFactory.parseString(run(0, a, b, all.toArray(String[]::new)))
                .getConfigList("addresses")
                .getFirst();
    }

    private static double outageAfter(Config address, double from) {
        return address.getConfigList("served").stream()
                .filter(s ->
                        s.getDouble("from") >= from && s.getStringList("by").isEmpty())
                .mapToDouble(s -> s.getDouble("to") - s.getDouble("from"))
                .sum();
    }

    @Test
    void aStoppedMasterCostsTheSkewOfTheOther() throws IOException {
        Config address = address(node(110, "-20", ""), node(100, "-20", ""), "--fail", "stop a@20s");
        assertEquals(0.61, outageAfter(address, 10), 0.005);
        assertEquals(0, address.getDouble("split"));
    }

    @Test
    void aKilledMasterLeavesTheAddressNoLongerThanTheOtherWaits() throws IOException {
        Config address = address(node(110, "-20", ""), node(100, "-20", ""), "--fail", "kill a@20s");
        assertEquals(0, address.getDouble("split"));
        assertTrue(outageAfter(address, 10) < 1.61, address.toString());
    }

    @Test
    void aWeightTooSmallToChangeAnythingIsAnOutageWithoutEnd() throws IOException {
        Config address = address(node(110, "-5", ""), node(100, "-5", ""), "--fail", "fail a:chk@20s", "--for", "120s");
        assertEquals(100, outageAfter(address, 10), 0.001);
    }

    @Test
    void aCheckIsFoundFailingAfterItsIntervalAndFalls() throws IOException {
        Config address =
                address(node(110, "-20", ""), node(100, "-20", ""), "--fail", "fail a:chk@20s", "--for", "120s");
        double outage = outageAfter(address, 10);
        assertTrue(outage > 4 && outage < 9, "" + outage);
    }

    @Test
    void whatNobodyWatchesIsSaid() throws IOException {
        String out = run(0, node(110, "-20", ""), node(100, "-20", ""), "--fail", "fail a:haproxy@20s");
        assertTrue(out.contains("fail a:haproxy: nothing here watches haproxy, so nobody notices"), out);
        assertTrue(out.contains("watched: script chk"), out);
    }

    @Test
    void aCutMakesTwoMastersAndNobodyIsServedByTheOneCutOff() throws IOException {
        String out = run(
                0,
                node(110, "-20", ""),
                node(100, "-20", ""),
                "--fail",
                "cut b@20s",
                "--fail",
                "heal b@40s",
                "--for",
                "60s");
        assertTrue(out.contains("b  VI_1 MASTER -> BACKUP"), out);
    }

    @Test
    void nopreemptIsWeighed() throws IOException {
        String out =
                run(0, node(110, "-20", ""), node(100, "-20", ""), "--fail", "stop a@20s", "--fail", "start a@40s");
        assertTrue(out.contains("with nopreempt on all nodes:"), out);
        assertTrue(out.contains("1 move(s) instead of 2"), out);
    }

    @Test
    void theSameSeedGivesTheSameOutput() throws IOException {
        String[] options = {"--loss", "30", "--seed", "7", "--for", "10m"};
        String first = run(0, node(110, "-20", ""), node(100, "-20", ""), options);
        assertEquals(first, run(0, node(110, "-20", ""), node(100, "-20", ""), options));
        String other =
                run(0, node(110, "-20", ""), node(100, "-20", ""), "--loss", "30", "--seed", "8", "--for", "10m");
        assertTrue(!first.equals(other));
    }

    @Test
    void differentIdentifiersMakeTwoMasters() throws IOException {
        Config address = address(
                node(110, "-20", ""), node(100, "-20", "").replace("router_id 51", "router_id 52"), "--for", "30s");
        assertTrue(address.getDouble("split") > 18, address.toString());
    }

    @Test
    void whatDiffersBetweenTheNodesIsSaidFirst() throws IOException {
        String out = run(0, node(110, "-20", ""), node(100, "-20", "").replace("router_id 51", "router_id 52"));
        assertTrue(out.indexOf("virtual_router_id") > 0, out);
        assertTrue(out.indexOf("virtual_router_id") < out.indexOf(" 0.000"), out);
    }

    @Test
    void aNodeThatIsNotThereIsRefused() throws IOException {
        run(2, node(110, "-20", ""), node(100, "-20", ""), "--fail", "kill c@20s");
        assertTrue(
                complaints.toString().startsWith("--fail: \"kill c@20s\" names node c (expected: a..b)"),
                complaints.toString());
    }

    @Test
    void lossBeyondAllIsRefused() throws IOException {
        run(2, node(110, "-20", ""), node(100, "-20", ""), "--loss", "101");
        assertTrue(complaints.toString().startsWith("--loss: 101.0 (expected: 0..100)"), complaints.toString());
    }
}
