package io.mainstay.linux.pcap;

import java.util.Arrays;
import java.util.List;
import org.pcap4j.packet.AbstractPacket;
import org.pcap4j.packet.IllegalRawDataException;
import org.pcap4j.packet.Packet;
import org.pcap4j.util.ByteArrays;

/**
 * A VRRP message of any version as a packet of pcap4j's: a header of eight bytes that every version has, and the rest
 * (addresses, authentication data), which it takes a decoder to judge. Immutable; any thread.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * |Version| Type  | Virtual Rtr ID|   Priority    |  Count Addrs  |
 * |     authentication and interval, by version   |               |
 * |           (16 bits)           |           Checksum            |
 * </pre>
 */
public final class VrrpPacket extends AbstractPacket {
    /** The header that VRRPv2 (RFC 3768 5.1) and VRRPv3 (RFC 9568 5.2) have in common. */
    public static final int HEADER_BYTES = 8;

    private static final long serialVersionUID = 1;

    private final VrrpHeader header;
    private final byte[] message;

    private VrrpPacket(byte[] message) {
        this.message = message;
        this.header = new VrrpHeader(Arrays.copyOf(message, HEADER_BYTES));
    }

    /**
     * Makes one of raw bytes; the way that pcap4j's factories call.
     *
     * @throws IllegalRawDataException when there are fewer than eight; pcap4j shows such bytes as an IllegalPacket
     */
    public static VrrpPacket newPacket(byte[] raw, int offset, int length) throws IllegalRawDataException {
        ByteArrays.validateBounds(raw, offset, length);
        if (length < HEADER_BYTES) {
            throw new IllegalRawDataException("vrrp: " + length + " bytes (expected: 8 or more)");
        }
        return new VrrpPacket(Arrays.copyOfRange(raw, offset, offset + length));
    }

    /** The whole message from the VRRP header on, what a decoder wants; a copy. */
    public byte[] message() {
        return message.clone();
    }

    @Override
    public VrrpHeader getHeader() {
        return header;
    }

    @Override
    protected int calcLength() {
        return message.length;
    }

    @Override
    protected byte[] buildRawData() {
        return message.clone();
    }

    /** One line, without what stands behind the header: it may be a password in clear text. */
    @Override
    protected String buildString() {
        return "[VRRP (" + message.length + " bytes)] version " + header.version() + ", type " + header.type()
                + ", vrid " + header.vrid() + ", priority " + header.priority() + ", addresses " + header.count()
                + System.lineSeparator();
    }

    @Override
    public Builder getBuilder() {
        return new Builder(message);
    }

    /** The eight bytes at the beginning, as numbers. */
    public static final class VrrpHeader extends AbstractHeader {
        private static final long serialVersionUID = 1;

        private final byte[] bytes;

        private VrrpHeader(byte[] bytes) {
            this.bytes = bytes;
        }

        /** 0..15; 2 and 3 exist. */
        public int version() {
            return bytes[0] >>> 4 & 0xf;
        }

        /** 0..15; 1 is the advertisement. */
        public int type() {
            return bytes[0] & 0xf;
        }

        /** 0..255; 0 is not allowed. */
        public int vrid() {
            return bytes[1] & 0xff;
        }

        /** 0..255; 0 is a farewell, 255 the owner. */
        public int priority() {
            return bytes[2] & 0xff;
        }

        /** How many addresses it says follow, 0..255. */
        public int count() {
            return bytes[3] & 0xff;
        }

        /** The checksum as it stands there, 0..65535. */
        public int checksum() {
            return (bytes[6] & 0xff) << 8 | (bytes[7] & 0xff);
        }

        @Override
        protected List<byte[]> getRawFields() {
            return List.of(bytes.clone());
        }
    }

    /** Takes part in pcap4j's building of frames. */
    public static final class Builder extends AbstractBuilder {
        private final byte[] message;

        /** For a message that is encoded already: 8 bytes or more. */
        public Builder(byte[] message) {
            if (message.length < HEADER_BYTES) {
                throw new IllegalArgumentException("vrrp: " + message.length + " bytes (expected: 8 or more)");
            }
            this.message = message.clone();
        }

        @Override
        public Packet build() {
            return new VrrpPacket(message);
        }
    }
}
