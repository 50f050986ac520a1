package io.mainstay.conf.channel;

import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.net.IpAddress;
import java.util.List;

/** What the controller tells the proxy. The channel's end means that the controller is gone. */
public sealed interface ControllerMessage {
    /** The configuration: the channel's first line, and again at a reload. Secrets in clear: the channel is private. */
    record Configure(ProxyConfig config) implements ControllerMessage {}

    /** Stop in order: accept nothing new, let sessions end up to the configured limit, close the rest, exit with 0. */
    record Drain() implements ControllerMessage {}

    /**
     * These addresses are leaving this host: close every session whose client came in by one of them, and its server side,
     * so that the database drops its locks. Sessions on other addresses stay.
     */
    record Release(List<IpAddress> addresses) implements ControllerMessage {
        public Release {
            addresses = List.copyOf(addresses);
        }
    }
}
