package io.mainstay.control;

import io.mainstay.vrrp.packet.Advertisement;
import io.mainstay.vrrp.packet.AdvertisementCodec;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.packet.Decoded;
import io.mainstay.vrrp.router.Packet;

/** Advertisements in words; passwords as {@code ***}. Pure. */
public final class AdvertText {
    private AdvertText() {}

    /** A packet as it came in, and what is wrong with it. */
    public static String of(Packet p) {
        String ends = p.source() + " > " + p.destination() + ": ";
        String ttl = p.ttl() == 255 ? "" : ": WRONG: TTL " + p.ttl() + " (expected: 255)";
        return switch (AdvertisementCodec.decode(p.payload(), p.source(), p.destination())) {
            case Decoded.Ok ok -> ends + of(ok.advertisement()) + ttl;
            case Decoded.Malformed m ->
                ends + p.payload().length + " bytes of protocol 112: WRONG: "
                        + m.reason().label() + ": " + m.detail();
        };
    }

    /** An advertisement. */
    public static String of(Advertisement a) {
        return "VRRPv" + a.version() + " vrid " + a.vrid() + " priority " + a.priority()
                + (a.priority() == 0 ? " (resigns)" : "") + " interval " + a.interval() + " addresses " + a.addresses()
                + (a.authentication() instanceof Authentication.Simple simple
                        ? " authentication PASS " + simple.password()
                        : "");
    }
}
