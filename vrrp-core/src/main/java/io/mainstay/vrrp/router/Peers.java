package io.mainstay.vrrp.router;

import io.mainstay.net.IpAddress;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.packet.Advertisement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The other routers heard, as a value; bounded, the one silent longest goes first.
 *
 * @param list in the order of their addresses
 */
record Peers(List<Peer> list) {
    /** More routers of one identifier on one segment are a mistake or an attack. */
    static final int LIMIT = 16;

    static final Peers NONE = new Peers(List.of());

    Peers {
        list = List.copyOf(list);
    }

    Optional<Peer> find(IpAddress source) {
        return list.stream().filter(p -> p.source().equals(source)).findFirst();
    }

    boolean isFullFor(IpAddress source) {
        return list.size() >= LIMIT && find(source).isEmpty();
    }

    Peers accepted(IpAddress source, Advertisement a, List<String> remarks, Deadline now) {
        Peer old = find(source).orElse(new Peer(source, now, -1, 0, 0, null, ""));
        return with(new Peer(
                source, now, a.priority(), old.accepted() + 1, old.rejected(), null, String.join("; ", remarks)));
    }

    Peers rejected(IpAddress source, Reception.Rejected why, Deadline now) {
        Peer old = find(source).orElse(new Peer(source, now, -1, 0, 0, null, ""));
        return with(
                new Peer(source, now, old.priority(), old.accepted(), old.rejected() + 1, why.reason(), why.detail()));
    }

    private Peers with(Peer peer) {
        List<Peer> next = new ArrayList<>(list);
        next.removeIf(p -> p.source().equals(peer.source()));
        if (next.size() >= LIMIT) {
            next.remove(next.stream().min(Comparator.comparing(Peer::lastHeard)).orElseThrow());
        }
        next.add(peer);
        next.sort(Comparator.comparing(Peer::source));
        return new Peers(next);
    }
}
