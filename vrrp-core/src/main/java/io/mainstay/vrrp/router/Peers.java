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

    /** Who speaks for none of our addresses; one that spoke for them before is our own peer with another list. */
    boolean isStranger(IpAddress source, List<IpAddress> theirs, RouterSpec spec) {
        boolean ownPeer =
                find(source).filter(p -> p.accepted() > 0 && !p.stranger()).isPresent();
        return !ownPeer && Overheard.isStranger(theirs, spec);
    }

    Peers accepted(IpAddress source, Advertisement a, boolean stranger, List<String> remarks, Deadline now) {
        Peer old = known(source, now);
        return with(new Peer(
                source,
                now,
                a.priority(),
                old.accepted() + 1,
                old.rejected(),
                -1,
                stranger,
                null,
                String.join("; ", remarks)));
    }

    Peers rejected(IpAddress source, int claimed, boolean stranger, Reception.Rejected why, Deadline now) {
        Peer old = known(source, now);
        return with(new Peer(
                source,
                now,
                old.priority(),
                old.accepted(),
                old.rejected() + 1,
                claimed,
                stranger,
                why.reason(),
                why.detail()));
    }

    private Peer known(IpAddress source, Deadline now) {
        return find(source).orElse(new Peer(source, now, -1, 0, 0, -1, false, null, ""));
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
