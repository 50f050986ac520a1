package io.mainstay.linux.raw;

import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import java.util.Arrays;

/** What came in on a raw socket. */
public sealed interface Received {
    /**
     * An IP datagram of protocol 112; its payload has not been looked at.
     *
     * @param link the interface it came in on
     * @param ttl TTL or hop limit, 0..255; what left with 255 and is less has crossed a router
     * @param payload a copy
     */
    @SuppressWarnings("ArrayRecordComponent") // a fresh copy for its one reader; equality is by content, below
    record Datagram(LinkIndex link, IpAddress source, IpAddress destination, int ttl, byte[] payload)
            implements Received {
        @Override
        public boolean equals(Object other) {
            return other instanceof Datagram that
                    && link.equals(that.link)
                    && source.equals(that.source)
                    && destination.equals(that.destination)
                    && ttl == that.ttl
                    && Arrays.equals(payload, that.payload);
        }

        @Override
        public int hashCode() {
            return 31 * source.hashCode() + Arrays.hashCode(payload);
        }

        @Override
        public String toString() {
            // A payload may hold a password in clear text.
            return "Datagram[" + source + " > " + destination + " on " + link + ", ttl " + ttl + ", " + payload.length
                    + " bytes]";
        }
    }

    /** Bytes that are no such datagram. */
    record Malformed(LinkIndex link, Reason reason, String detail) implements Received {}

    /** Why not; the label is the counter's. */
    enum Reason {
        TRUNCATED("truncated"),
        VERSION("version"),
        HEADER_LENGTH("header_length"),
        TOTAL_LENGTH("total_length"),
        PROTOCOL("protocol"),
        /** IPv6: the kernel did not say where it went or how far it came. */
        UNTOLD("untold");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
