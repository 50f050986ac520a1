package io.mainstay.proxy.session;

import io.netty.channel.Channel;

/** Makes the session of a client just accepted; what a protocol-aware session would implement too. */
public interface SessionFactory {
    /**
     * Puts a session on the channel. Called on the channel's event loop, before it is active.
     *
     * @param client registered, reading switched off
     * @param loop the state of its event loop
     * @param listener the name of the listener that it came in by
     */
    void open(Channel client, Loop loop, String listener);
}
