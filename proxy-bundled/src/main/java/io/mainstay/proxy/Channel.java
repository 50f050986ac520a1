package io.mainstay.proxy;

import io.mainstay.conf.channel.ChannelCodec;
import io.mainstay.conf.channel.ProxyMessage;
import java.io.PrintStream;

/** What the proxy says to the controller: a line per message on standard output. Any thread; a full pipe blocks the caller. */
final class Channel {
    private final PrintStream out;

    Channel(PrintStream out) {
        this.out = out;
    }

    synchronized void send(ProxyMessage message) {
        out.print(ChannelCodec.encode(message) + "\n");
        out.flush();
    }
}
