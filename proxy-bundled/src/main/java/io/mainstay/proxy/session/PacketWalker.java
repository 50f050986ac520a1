package io.mainstay.proxy.session;

import io.netty.buffer.ByteBuf;

/** Steps from packet header to packet header through one direction's bytes, however they are cut. One session's; one thread. */
final class PacketWalker {
    private static final int HEADER_BYTES = 4;

    private int headerSeen;
    private int length;
    private int sequence;
    private int toSkip;

    /** Told of each packet once its first payload byte is there. */
    interface Sink {
        /**
         * A packet begins.
         *
         * @param length of its payload, 0..16777215
         * @param first the payload's first byte, 0..255; -1 for an empty payload
         */
        void packet(int length, int sequence, int first);
    }

    /** Walks over the readable bytes without moving the buffer's indices. */
    void walk(ByteBuf bytes, Sink sink) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            if (toSkip > 0) {
                int step = Math.min(toSkip, end - at);
                toSkip -= step;
                at += step;
            } else {
                at = header(bytes, at, sink);
            }
        }
    }

    private int header(ByteBuf bytes, int at, Sink sink) {
        int octet = bytes.getUnsignedByte(at);
        if (headerSeen < 3) {
            length |= octet << (8 * headerSeen);
        } else if (headerSeen == 3) {
            sequence = octet;
        } else {
            begin(octet, sink);
            return at; // the first payload byte is skipped with the rest
        }
        headerSeen++;
        if (headerSeen == HEADER_BYTES && length == 0) {
            begin(-1, sink);
        }
        return at + 1;
    }

    private void begin(int first, Sink sink) {
        int payload = length;
        headerSeen = 0;
        length = 0;
        toSkip = payload;
        sink.packet(payload, sequence, first);
    }
}
