package io.mainstay.child;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that this package says to the operator. */
final class Log {
    private static final Logger LOG = LoggerFactory.getLogger("child");
    private static final Logger PROXY = LoggerFactory.getLogger("proxy");

    private Log() {}

    static void cannotSignal(int signal, long pid, IOException e) {
        LOG.atWarn()
                .addKeyValue("pid", pid)
                .addKeyValue("signal", signal)
                .log("cannot send a signal: {}", e.getMessage());
    }

    static void stillThere(String program, long pid, int kills) {
        LOG.atWarn()
                .addKeyValue("pid", pid)
                .addKeyValue("kills", kills)
                .log("{} survives SIGKILL, left to the kernel", program);
    }

    static void leavesProcessesBehind(String check, int runs, int limit, int ended) {
        LOG.atWarn()
                .addKeyValue("runs", runs)
                .addKeyValue("ended", ended)
                .log(
                        "{} leaves processes behind at every run: those of {} runs are left alone, later ones are ended",
                        check,
                        limit);
    }

    static void cannotLookForProcesses(IOException e) {
        LOG.warn("cannot look for processes that checks left behind: {}", e.getMessage());
    }

    static void outputNotKept(int held) {
        LOG.atWarn()
                .addKeyValue("held", held)
                .log("processes that earlier commands left behind hold their output: new output is not kept");
    }

    static void outputKeptAgain() {
        LOG.info("output of commands is kept again");
    }

    static void proxyLaunched(long pid) {
        LOG.atInfo().addKeyValue("pid", pid).log("proxy started");
    }

    static void proxyPhase(String from, String to, String reason) {
        LOG.atInfo().addKeyValue("from", from).addKeyValue("to", to).log("proxy: {}", reason);
    }

    static void proxyFailed(String reason, int restarts) {
        LOG.atError().addKeyValue("restarts", restarts).log("proxy failed: {}", reason);
    }

    static void proxyBadLine(String reason, long count) {
        LOG.atWarn().addKeyValue("count", count).log("proxy sent a line that is no message: {}", reason);
    }

    static void proxySays(String line) {
        PROXY.info(line);
    }

    static void proxyTalksTooMuch(int limit) {
        PROXY.warn("more than {} lines a second: the rest is counted, not shown", limit);
    }

    static void proxyLinesDropped(long dropped) {
        PROXY.atWarn().addKeyValue("dropped", dropped).log("lines were not shown");
    }

    static void bug(Throwable e) {
        LOG.error("this is a bug: {}", e.toString(), e);
    }
}
