package io.mainstay.controller;

import io.mainstay.net.IpAddress;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.router.VirtualAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Addresses on their way out. The proxy is told first, and gets a moment in which its last words can still leave from
 * the address: a client that waits for an answer would otherwise never learn that nobody will give one. Nothing waits
 * meanwhile: when the moment is over is a deadline of the loop, which owns this. Holds no more than the configuration's
 * addresses.
 */
final class Departures {
    /** From the word to the proxy until the address goes: its answer takes one or two milliseconds. */
    static final Duration GRACE = Duration.ofMillis(20);

    private record Key(String dev, String cidr) {
        static Key of(VirtualAddress a) {
            return new Key(a.dev(), a.cidr().toString());
        }
    }

    private record Leaving(VirtualAddress address, Deadline at) {}

    private final Predicate<List<IpAddress>> tellProxy;
    private final Map<Key, Leaving> leaving = new LinkedHashMap<>();
    private final Set<IpAddress> untold = new LinkedHashSet<>();

    /** @param tellProxy tells the proxy, without waiting, that these addresses leave; whether there is one to hear it */
    Departures(Predicate<List<IpAddress>> tellProxy) {
        this.tellProxy = tellProxy;
    }

    /** These are to go. */
    void add(List<VirtualAddress> addresses) {
        for (VirtualAddress a : addresses) {
            if (leaving.putIfAbsent(Key.of(a), new Leaving(a, Deadline.NEVER)) == null) {
                untold.add(a.cidr().address());
            }
        }
    }

    /** These have gone already; only the proxy is still to learn it. */
    void gone(List<IpAddress> addresses) {
        untold.addAll(addresses);
    }

    /** These stay, or are back. */
    void cancel(List<VirtualAddress> addresses) {
        addresses.forEach(a -> {
            leaving.remove(Key.of(a));
            untold.remove(a.cidr().address());
        });
    }

    /** At the end of a turn: tells the proxy what is new; answers what has to go now. */
    List<VirtualAddress> settle(Deadline now) {
        if (!untold.isEmpty()) {
            boolean heard = tellProxy.test(List.copyOf(untold));
            Deadline at = heard ? now.plus(GRACE) : now;
            leaving.replaceAll((key, l) -> l.at().equals(Deadline.NEVER) ? new Leaving(l.address(), at) : l);
            untold.clear();
        }
        return take(now);
    }

    private List<VirtualAddress> take(Deadline now) {
        List<VirtualAddress> due = leaving.values().stream()
                .filter(l -> l.at().isDue(now))
                .map(Leaving::address)
                .toList();
        due.forEach(a -> leaving.remove(Key.of(a)));
        return due;
    }

    /** Everything that still waits, now. */
    List<VirtualAddress> all() {
        List<VirtualAddress> all =
                leaving.values().stream().map(Leaving::address).toList();
        leaving.clear();
        untold.clear();
        return all;
    }

    /** When {@link #settle} has to be asked again. */
    Deadline next() {
        return leaving.values().stream().map(Leaving::at).reduce(Deadline.NEVER, Deadline::min);
    }
}
