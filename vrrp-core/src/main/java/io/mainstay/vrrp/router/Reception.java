package io.mainstay.vrrp.router;

import io.mainstay.net.IpAddress;
import io.mainstay.vrrp.packet.Advertisement;
import io.mainstay.vrrp.packet.AdvertisementCodec;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.packet.ChecksumForm;
import io.mainstay.vrrp.packet.Decoded;
import io.mainstay.vrrp.packet.Rejection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a router takes a packet (RFC 3768 7.1). */
public sealed interface Reception {
    /**
     * It does.
     *
     * @param checksum which form of the checksum it came with
     * @param remarks what differs without harm, for the operator: the address list, and the interval in version 3
     */
    record Accepted(Advertisement advertisement, ChecksumForm checksum, List<Remark> remarks) implements Reception {
        public Accepted {
            remarks = List.copyOf(remarks);
        }

        /** The remarks in words. */
        public List<String> texts() {
            return remarks.stream().map(Remark::text).toList();
        }
    }

    /** A difference that does no harm, and what counts it. */
    record Remark(Counter counter, String text) {}

    /**
     * It does not.
     *
     * @param detail what it was and what was expected; never a password
     */
    record Rejected(Rejection reason, String detail) implements Reception {}

    /** Looks at a packet with the eyes of one router. */
    static Reception of(RouterSpec spec, Packet packet) {
        Optional<Rejected> wrongWay = Provenance.check(spec.wire(), packet);
        if (wrongWay.isPresent()) {
            return wrongWay.get();
        }
        int version = packet.payload().length == 0 ? 0 : (packet.payload()[0] & 0xff) >> 4;
        if (version != spec.version()) {
            return rejected(Rejection.VERSION, "VRRP version " + version + " (expected: " + spec.version() + ")");
        }
        return switch (decode(spec, packet)) {
            case Decoded.Malformed m -> rejected(m.reason(), m.detail());
            case Decoded.Ok ok -> compare(spec, ok.advertisement(), ok.checksum());
        };
    }

    /** Who holds no address himself expects none ({@code no_virtual_ipaddress}); elsewhere erratum 8299 counts. */
    private static Decoded decode(RouterSpec spec, Packet packet) {
        return spec.advertised().isEmpty()
                ? AdvertisementCodec.decodeAny(packet.payload(), packet.source(), packet.destination())
                : AdvertisementCodec.decode(packet.payload(), packet.source(), packet.destination());
    }

    private static Reception compare(RouterSpec spec, Advertisement a, ChecksumForm checksum) {
        int ours = type(spec.authentication());
        int theirs = type(a.authentication());
        if (ours != theirs) {
            return rejected(
                    Rejection.AUTH_TYPE,
                    "authentication type " + typeName(theirs) + " (expected: " + typeName(ours) + ")");
        }
        if (!spec.authentication().equals(a.authentication())) {
            return rejected(Rejection.AUTH_FAILURE, "the password is another one (auth_pass)");
        }
        if (spec.version() == 2 && !spec.interval().equals(a.interval())) {
            return rejected(
                    Rejection.INTERVAL,
                    "advertisement interval " + a.interval() + " (expected: " + spec.interval() + ")");
        }
        return new Accepted(a, checksum, remarks(spec, a));
    }

    /** A differing address list is told, not punished: keepalived since 2.3.3, RFC 9568 7.1; RFC 3768 7.1 drops. */
    private static List<Remark> remarks(RouterSpec spec, Advertisement a) {
        List<Remark> remarks = new ArrayList<>();
        Set<IpAddress> ours = new HashSet<>(spec.advertised());
        Set<IpAddress> theirs = new HashSet<>(a.addresses());
        if (!ours.equals(theirs)) {
            remarks.add(new Remark(
                    Counter.ADDRESS_LIST_DIFFERS,
                    "virtual addresses " + a.addresses() + " (ours: " + spec.advertised() + ")"));
        }
        if (!spec.interval().equals(a.interval())) {
            remarks.add(new Remark(
                    Counter.INTERVAL_DIFFERS,
                    "interval " + a.interval() + " (ours: " + spec.interval() + "; a backup follows the master's)"));
        }
        return remarks;
    }

    private static int type(Authentication authentication) {
        return authentication instanceof Authentication.Simple ? 1 : 0;
    }

    private static String typeName(int type) {
        return type == 1 ? "1, PASS" : "0, none";
    }

    private static Reception rejected(Rejection reason, String detail) {
        return new Rejected(reason, detail);
    }
}
