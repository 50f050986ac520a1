package io.mainstay.notify;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that this package says to the operator. */
final class Log {
    private static final Logger LOG = LoggerFactory.getLogger("notify");

    private Log() {}

    static void done(HookResult r) {
        LOG.atInfo()
                .addKeyValue("name", r.transition().name())
                .addKeyValue("state", r.transition().state())
                .addKeyValue("tookMillis", r.result().took().toMillis())
                .log("{} done", r.hook());
    }

    static void failed(HookResult r) {
        LOG.atWarn()
                .addKeyValue("name", r.transition().name())
                .addKeyValue("state", r.transition().state())
                .log(
                        "{} failed: {} {}",
                        r.hook(),
                        r.result().describe(),
                        r.result().output());
    }

    static void dropped(Transition dropped, int limit) {
        LOG.atWarn()
                .addKeyValue("name", dropped.name())
                .addKeyValue("state", dropped.state())
                .log("{} changes wait for their hooks already: the oldest is not told", limit);
    }

    static void bug(Throwable e) {
        LOG.error("this is a bug: {}", e.toString(), e);
    }
}
