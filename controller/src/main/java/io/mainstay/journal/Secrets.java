package io.mainstay.journal;

import io.mainstay.vrrp.packet.Advertisement;
import io.mainstay.vrrp.packet.AdvertisementCodec;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.packet.Decoded;
import io.mainstay.vrrp.packet.Password;
import io.mainstay.vrrp.router.Packet;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Passwords in a journal: each stands there as a number, the same one for the same password, in the order in which they
 * were met. So the journal knows which were equal, as the core does, and nothing else of them. One thread.
 */
final class Secrets {
    /** So many passwords are told apart; a flood of wrong ones looks like one wrong one from then on. */
    private static final int LIMIT = 64;

    /** Up to here a message has no password: version to checksum (RFC 3768 5.1). */
    private static final int HEADER_BYTES = 8;

    private final Map<Password, String> names = new LinkedHashMap<>();

    String name(Password password) {
        String known = names.get(password);
        if (known != null) {
            return known;
        }
        if (names.size() >= LIMIT) {
            return "#other";
        }
        String name = "#" + (names.size() + 1);
        names.put(password, name);
        return name;
    }

    /** The packet with its password's name in place of the password, and a right checksum where it had one. */
    Packet masked(Packet packet) {
        return switch (AdvertisementCodec.decodeAny(packet.payload(), packet.source(), packet.destination())) {
            case Decoded.Malformed m -> with(packet, header(packet.payload()));
            case Decoded.Ok ok ->
                ok.advertisement().authentication() instanceof Authentication.Simple simple
                        ? with(packet, renamed(ok, simple, packet))
                        : packet;
        };
    }

    private byte[] renamed(Decoded.Ok ok, Authentication.Simple simple, Packet packet) {
        Advertisement a = ok.advertisement();
        Advertisement named = new Advertisement(
                a.version(),
                a.vrid(),
                a.priority(),
                a.interval(),
                a.addresses(),
                new Authentication.Simple(Password.of(name(simple.password()))));
        return AdvertisementCodec.encode(named, packet.source(), packet.destination(), ok.checksum());
    }

    /** What cannot be read is kept as far as it cannot hold a password; it stays unreadable. */
    private static byte[] header(byte[] payload) {
        byte[] kept = new byte[payload.length];
        System.arraycopy(payload, 0, kept, 0, Math.min(HEADER_BYTES, payload.length));
        return Arrays.equals(kept, payload) ? payload : kept;
    }

    private static Packet with(Packet p, byte[] payload) {
        return new Packet(p.link(), p.source(), p.destination(), p.ttl(), payload);
    }
}
