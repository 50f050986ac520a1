package io.mainstay.vrrp.router;

import io.mainstay.net.IpAddress;
import io.mainstay.vrrp.packet.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What an advertisement that is not taken says all the same, as far as its header can be read. Nothing of it is
 * believed; it tells an operator who speaks, and may keep a backup from making two masters.
 *
 * @param priority what it claims; -1 where it is too short to say
 * @param addresses what it claims to hold; empty where that cannot be read
 */
record Overheard(int priority, List<IpAddress> addresses) {
    private static final int HEADER_BYTES = 8;

    /** Where the rest of the packet is that of a master next door: set up otherwise, not forged or spoilt. */
    private static final Set<Rejection> PLAUSIBLE = EnumSet.of(
            Rejection.VERSION, Rejection.AUTH_TYPE, Rejection.AUTH_FAILURE, Rejection.INTERVAL, Rejection.CHECKSUM);

    Overheard {
        addresses = List.copyOf(addresses);
    }

    static Overheard of(Packet packet) {
        byte[] p = packet.payload();
        int versionAndType = p.length < HEADER_BYTES ? 0 : p[0] & 0xff;
        if (versionAndType != 0x21 && versionAndType != 0x31) {
            return new Overheard(-1, List.of());
        }
        return new Overheard(p[2] & 0xff, addresses(p, packet.source().bits() / 8));
    }

    /** They stand at the same place in both versions (RFC 3768 5.1, RFC 9568 5.1). */
    private static List<IpAddress> addresses(byte[] p, int width) {
        List<IpAddress> all = new ArrayList<>();
        int count = p[3] & 0xff;
        for (int at = HEADER_BYTES; all.size() < count && at + width <= p.length; at += width) {
            all.add(IpAddress.of(Arrays.copyOfRange(p, at, at + width)));
        }
        return all.size() == count ? all : List.of();
    }

    /** Whether addresses are named, and none of them is ours: another group of hosts with our number. */
    static boolean isStranger(List<IpAddress> theirs, RouterSpec spec) {
        List<IpAddress> ours = spec.advertised();
        return !theirs.isEmpty() && !ours.isEmpty() && theirs.stream().noneMatch(ours::contains);
    }

    /**
     * Whether a backup may wait for it. What came over a router (TTL below 255) proves nothing: everybody in the world
     * could keep the addresses from being taken by it (RFC 3768 10).
     */
    boolean isMasterNextDoor(Packet packet, Rejection reason) {
        return priority > 0 && packet.ttl() == 255 && PLAUSIBLE.contains(reason);
    }
}
