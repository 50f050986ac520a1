package io.mainstay.vrrp.packet;

import io.mainstay.net.IpAddress;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Advertisements to bytes and back. Pure; any thread.
 *
 * <pre>
 *  version 2 (RFC 3768 5.1)                               version 3 (RFC 9568 5.1)
 *  0        1        2         3                          0        1       2         3
 *  +----+----+--------+---------+---------+               +----+----+-------+---------+---------+
 *  | 2  | 1  | VRID   |Priority |Count    |               | 3  | 1  | VRID  |Priority |Count    |
 *  +----+----+--------+---------+---------+               +----+----+-------+---------+---------+
 *  |Auth type| Adver  | Checksum          |               |0 |Max Adver Int| Checksum          |
 *  +---------+--------+-------------------+               +---------+-------+-------------------+
 *  | IPv4 address, Count times            |               | IPv4 or IPv6 address, Count times   |
 *  +--------------------------------------+               +-------------------------------------+
 *  | Authentication data, 8 bytes, always |
 *  +--------------------------------------+
 * </pre>
 */
public final class AdvertisementCodec {
    private static final int HEADER_BYTES = 8;
    private static final int ADVERTISEMENT = 1;
    private static final int AUTH_NONE = 0;
    private static final int AUTH_SIMPLE = 1;
    private static final int PROTOCOL_VRRP = 112;

    private AdvertisementCodec() {}

    /**
     * The message behind the IP header.
     *
     * @param source the IP source, for version 3's pseudo-header
     * @param destination the IP destination, likewise
     * @param form what the checksum covers in version 3 over IPv4; elsewhere there is no choice
     */
    public static byte[] encode(Advertisement a, IpAddress source, IpAddress destination, ChecksumForm form) {
        int addressBytes = a.addresses().stream().mapToInt(x -> x.bits() / 8).sum();
        int trailer = a.version() == 2 ? Password.LENGTH_BYTES : 0;
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + addressBytes + trailer);
        out.put((byte) (a.version() << 4 | ADVERTISEMENT));
        out.put((byte) a.vrid().value());
        out.put((byte) a.priority());
        out.put((byte) a.addresses().size());
        if (a.version() == 2) {
            out.put((byte) authType(a.authentication()));
            out.put((byte) (a.interval().value() / 100));
        } else {
            out.putShort((short) a.interval().value());
        }
        out.putShort((short) 0);
        a.addresses().forEach(x -> out.put(x.bytes()));
        if (a.authentication() instanceof Authentication.Simple simple && a.version() == 2) {
            out.put(simple.password().wire());
        }
        boolean covered = a.version() == 3 && (form == ChecksumForm.PSEUDO_HEADER || !source.isIpv4());
        int pseudo = covered ? pseudoHeader(source, destination, out.capacity()) : 0;
        out.putShort(6, (short) checksum(out.array(), pseudo));
        return out.array();
    }

    /**
     * Reads the message behind the IP header.
     *
     * @param message exactly the IP payload
     * @param source the IP source, for version 3's pseudo-header
     * @param destination the IP destination, likewise
     */
    public static Decoded decode(byte[] message, IpAddress source, IpAddress destination) {
        Decoded decoded = decodeAny(message, source, destination);
        return decoded instanceof Decoded.Ok ok
                        && ok.advertisement().addresses().isEmpty()
                ? malformed(Rejection.ADDRESS_COUNT_ZERO, "no address (expected: 1 or more)")
                : decoded;
    }

    /** Likewise, but an advertisement may name no address at all, as those of {@code no_virtual_ipaddress} do. */
    public static Decoded decodeAny(byte[] message, IpAddress source, IpAddress destination) {
        if (message.length < HEADER_BYTES) {
            return malformed(Rejection.LENGTH, message.length + " bytes (expected: at least " + HEADER_BYTES + ")");
        }
        ByteBuffer in = ByteBuffer.wrap(message);
        int versionAndType = in.get() & 0xff;
        int version = versionAndType >> 4;
        if (version != 2 && version != 3) {
            return malformed(Rejection.VERSION, "version " + version + " (expected: 2 or 3)");
        }
        if ((versionAndType & 0xf) != ADVERTISEMENT) {
            return malformed(Rejection.TYPE, "type " + (versionAndType & 0xf) + " (expected: 1, advertisement)");
        }
        return version == 2 ? decode2(in, message) : decode3(in, message, source, destination);
    }

    private static Decoded decode2(ByteBuffer in, byte[] message) {
        int vrid = in.get() & 0xff;
        int priority = in.get() & 0xff;
        int count = in.get() & 0xff;
        int authType = in.get() & 0xff;
        int seconds = in.get() & 0xff;
        int expected = HEADER_BYTES + 4 * count + Password.LENGTH_BYTES;
        if (in.capacity() != expected) {
            return malformed(
                    Rejection.LENGTH,
                    in.capacity() + " bytes for " + count + " addresses (expected: " + expected + ")");
        }
        if (checksum(message, 0) != 0) {
            return wrongChecksum(in);
        }
        if (authType != AUTH_NONE && authType != AUTH_SIMPLE) {
            return malformed(Rejection.AUTH_TYPE, "authentication type " + authType + " (expected: 0 or 1)");
        }
        return build(in, ChecksumForm.MESSAGE_ONLY, 2, vrid, priority, count, seconds * 100, 4, authType);
    }

    private static Decoded decode3(ByteBuffer in, byte[] message, IpAddress source, IpAddress destination) {
        int vrid = in.get() & 0xff;
        int priority = in.get() & 0xff;
        int count = in.get() & 0xff;
        int centis = in.getShort() & 0x0fff;
        int width = source.bits() / 8;
        int expected = HEADER_BYTES + width * count;
        if (in.capacity() != expected) {
            return malformed(
                    Rejection.LENGTH,
                    in.capacity() + " bytes for " + count + " addresses (expected: " + expected + ")");
        }
        // RFC 9568 5.2.8 wants no pseudo-header over IPv4, keepalived sends one: both are right.
        if (checksum(message, pseudoHeader(source, destination, in.capacity())) == 0) {
            return build(in, ChecksumForm.PSEUDO_HEADER, 3, vrid, priority, count, centis, width, AUTH_NONE);
        }
        return source.isIpv4() && checksum(message, 0) == 0
                ? build(in, ChecksumForm.MESSAGE_ONLY, 3, vrid, priority, count, centis, width, AUTH_NONE)
                : wrongChecksum(in);
    }

    private static Decoded build(
            ByteBuffer in,
            ChecksumForm form,
            int version,
            int vrid,
            int priority,
            int count,
            int centis,
            int width,
            int authType) {
        if (vrid == 0) {
            return malformed(Rejection.VRID_ZERO, "vrid 0 (expected: 1..255)");
        }
        if (centis == 0) {
            return malformed(Rejection.INTERVAL_ZERO, "advertisement interval 0 (expected: 1 or more)");
        }
        in.position(HEADER_BYTES);
        List<IpAddress> addresses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] address = new byte[width];
            in.get(address);
            addresses.add(IpAddress.of(address));
        }
        return new Decoded.Ok(
                new Advertisement(
                        version, new Vrid(vrid), priority, new Centis(centis), addresses, authentication(in, authType)),
                form);
    }

    private static Authentication authentication(ByteBuffer in, int authType) {
        if (authType == AUTH_NONE) {
            return Authentication.NONE;
        }
        byte[] data = new byte[Password.LENGTH_BYTES];
        in.get(data);
        return new Authentication.Simple(Password.of(data));
    }

    private static int authType(Authentication authentication) {
        return switch (authentication) {
            case Authentication.None none -> AUTH_NONE;
            case Authentication.Simple simple -> AUTH_SIMPLE;
        };
    }

    private static Decoded wrongChecksum(ByteBuffer in) {
        return malformed(Rejection.CHECKSUM, String.format("checksum 0x%04x does not match", in.getShort(6) & 0xffff));
    }

    private static Decoded malformed(Rejection reason, String detail) {
        return new Decoded.Malformed(reason, detail);
    }

    /** RFC 1071, with a start value; a message that carries its right checksum gives 0. */
    private static int checksum(byte[] message, int start) {
        int sum = start;
        for (int i = 0; i < message.length; i += 2) {
            int low = i + 1 < message.length ? message[i + 1] & 0xff : 0;
            sum += (message[i] & 0xff) << 8 | low;
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return ~sum & 0xffff;
    }

    /** The sum of source, destination, zero, protocol and length (RFC 793 3.1, RFC 8200 8.1). */
    private static int pseudoHeader(IpAddress source, IpAddress destination, int lengthBytes) {
        int sum = PROTOCOL_VRRP + lengthBytes;
        for (IpAddress address : List.of(source, destination)) {
            byte[] bytes = address.bytes();
            for (int i = 0; i < bytes.length; i += 2) {
                sum += (bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff);
            }
        }
        return sum;
    }
}
