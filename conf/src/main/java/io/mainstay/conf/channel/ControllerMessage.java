package io.mainstay.conf.channel;

import io.mainstay.conf.model.ProxyConfig;

/** What the controller tells the proxy. The channel's end means that the controller is gone. */
public sealed interface ControllerMessage {
    /** The configuration: the channel's first line, and again at a reload. Secrets in clear: the channel is private. */
    record Configure(ProxyConfig config) implements ControllerMessage {}

    /** Stop in order: accept nothing new, let sessions end up to the configured limit, close the rest, exit with 0. */
    record Drain() implements ControllerMessage {}
}
