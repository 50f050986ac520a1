package io.mainstay.trackers;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that this package says to the operator. */
final class Log {
    private static final Logger LOG = LoggerFactory.getLogger("trackers");

    private Log() {}

    static void up(String tracker, String detail) {
        LOG.atInfo().addKeyValue("tracker", tracker).log("succeeded: {}", detail);
    }

    static void down(String tracker, String detail) {
        LOG.atWarn().addKeyValue("tracker", tracker).log("failed: {}", detail);
    }

    static void value(String tracker, String detail) {
        LOG.atInfo().addKeyValue("tracker", tracker).log("{}", detail);
    }

    static void cannotRun(String tracker, String reason) {
        LOG.atError().addKeyValue("tracker", tracker).log("counts as failed: {}", reason);
    }

    static void canRunAgain(String tracker) {
        LOG.atInfo().addKeyValue("tracker", tracker).log("can run now");
    }

    static void stillRunning(String tracker) {
        LOG.atWarn().addKeyValue("tracker", tracker).log("is still running when its next run is due: runs are skipped");
    }

    static void ranAgain(String tracker, long skipped) {
        LOG.atInfo()
                .addKeyValue("tracker", tracker)
                .addKeyValue("skipped", skipped)
                .log("runs again");
    }

    static void cannotWatch(String directory, String reason) {
        LOG.atWarn().addKeyValue("directory", directory).log("cannot be watched, is read once a second: {}", reason);
    }

    static void bug(Throwable e) {
        LOG.error("this is a bug: {}", e.toString(), e);
    }
}
