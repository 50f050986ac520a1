package io.mainstay.cli;

import io.mainstay.net.IpAddress;
import io.mainstay.vrrp.packet.Advertisement;
import io.mainstay.vrrp.packet.AdvertisementCodec;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.packet.ChecksumForm;
import io.mainstay.vrrp.packet.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcap4j.packet.IpPacket;
import org.pcap4j.packet.IpV4Packet;
import org.pcap4j.packet.IpV6Packet;
import org.pcap4j.packet.Packet;
import org.pcap4j.packet.namednumber.IpNumber;

/** A captured packet in one line, if it is VRRP's business. Pure. */
final class Decoder {
    private static final int PROTOCOL_AH = 51;

    private Decoder() {}

    static Optional<String> describe(Packet packet) {
        IpPacket ip = packet.get(IpPacket.class);
        if (ip == null) {
            return Optional.empty();
        }
        IpNumber protocol = ip.getHeader().getProtocol();
        String ends = ip.getHeader().getSrcAddr().getHostAddress() + " > "
                + ip.getHeader().getDstAddr().getHostAddress() + ": ";
        if (Byte.toUnsignedInt(protocol.value()) == PROTOCOL_AH) {
            return Optional.of(ends + "authentication header (protocol 51): WRONG: not accepted by Mainstay;"
                    + " use auth_type PASS on both sides, or none");
        }
        if (!protocol.equals(IpNumber.VRRP)) {
            return Optional.empty();
        }
        byte[] message = ip.getPayload() == null ? new byte[0] : ip.getPayload().getRawData();
        return Optional.of(ends + describe(ip, message));
    }

    private static String describe(IpPacket ip, byte[] message) {
        IpAddress source = IpAddress.of(ip.getHeader().getSrcAddr().getAddress());
        IpAddress destination = IpAddress.of(ip.getHeader().getDstAddr().getAddress());
        List<String> wrong = new ArrayList<>();
        int ttl = ttl(ip);
        if (ttl != 255 && destination.isMulticast()) {
            wrong.add("TTL " + ttl + " (expected: 255)");
        }
        String text = switch (AdvertisementCodec.decode(message, source, destination)) {
            case Decoded.Ok ok -> describe(ok.advertisement()) + form(ok, source);
            case Decoded.Malformed m -> {
                wrong.add(m.reason().label() + ": " + m.detail());
                yield message.length + " bytes of protocol 112";
            }
        };
        return text
                + (destination.isMulticast() ? "" : " unicast, TTL " + ttl)
                + (wrong.isEmpty() ? "" : ": WRONG: " + String.join("; ", wrong));
    }

    /** Over IPv4, version 3 has two; keepalived's default and RFC 9568's. */
    private static String form(Decoded.Ok ok, IpAddress source) {
        boolean plain = ok.checksum() == ChecksumForm.MESSAGE_ONLY;
        return ok.advertisement().version() == 3 && source.isIpv4()
                ? plain ? " checksum of the message alone" : " checksum with pseudo-header"
                : "";
    }

    private static int ttl(IpPacket ip) {
        return switch (ip) {
            case IpV4Packet v4 -> Byte.toUnsignedInt(v4.getHeader().getTtl());
            case IpV6Packet v6 -> Byte.toUnsignedInt(v6.getHeader().getHopLimit());
            default -> throw new IllegalStateException("this is a bug: neither IPv4 nor IPv6");
        };
    }

    private static String describe(Advertisement a) {
        return "VRRPv" + a.version() + " vrid " + a.vrid() + " priority " + a.priority()
                + (a.priority() == 0 ? " (resigns)" : "") + " interval " + a.interval() + " addresses "
                + a.addresses()
                + (a.authentication() instanceof Authentication.Simple simple
                        ? " authentication PASS " + simple.password()
                        : "");
    }
}
