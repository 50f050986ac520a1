package io.mainstay.proxy.backend;

import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.ProxyConfig.Listener;
import io.mainstay.conf.model.ProxyConfig.OnMarkedDown;
import io.mainstay.conf.model.ProxyConfig.Role;
import io.mainstay.proxy.monitor.ServerHealth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may use which server now: slots, queues, the writer. Shared by all event loops and guarded by its own monitor; a
 * claim is made once a session, never per packet, and takes microseconds.
 *
 * <p>The queue is bounded twice: by each server's {@code maxqueue}, and in all by the listener's admission, which lets in
 * no more than {@code limits.handshakes} clients that are not served yet.
 */
public final class Backends {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Listener> listeners = new LinkedHashMap<>();
    private final Map<String, Balance.Turn> turns = new HashMap<>();
    private final Map<Set<String>, Group> groups = new LinkedHashMap<>();
    private final Map<Claimant, Waiter> waiters = new LinkedHashMap<>();
    private OnMarkedDown onMarkedDown;

    /** A claim in the queue and the server whose queue it counts in, if any. */
    private record Waiter(Request request, @Nullable Entry counted) {}

    /**
     * What a session asks for.
     *
     * @param listener where the client came in
     * @param sourceHash of the client's address
     * @param avoid servers that just refused it; used again only when there is no other
     */
    public record Request(String listener, int sourceHash, Set<String> avoid) {
        public Request {
            avoid = Set.copyOf(avoid);
        }
    }

    public Backends(ProxyConfig config) {
        this.onMarkedDown = config.onMarkedDown();
        take(config);
    }

    /** Asks for a slot. */
    public synchronized Outcome claim(Request request, Claimant who) {
        Entry chosen = choose(request);
        return chosen == null ? enqueue(request, who) : new Outcome.Granted(lease(chosen, request, who));
    }

    /** Leaves the queue; nothing happens when it is not there. */
    public synchronized void abandon(Claimant who) {
        leaveQueue(waiters.remove(who));
    }

    /** Gives a slot back, and lets the next one in; a second time does nothing. */
    public synchronized void release(Lease lease) {
        if (lease.released) {
            return;
        }
        lease.released = true;
        lease.entry.leases.remove(lease);
        countWriting(lease, -1);
        dispatch();
    }

    /** Takes what the checks know; closes what may not go on, lets in who may. */
    public synchronized void health(List<ServerHealth> known) {
        for (ServerHealth health : known) {
            Entry entry = entries.get(health.server());
            if (entry != null) {
                entry.health = health;
            }
        }
        decideAndApply();
    }

    /** Takes another configuration; sessions of servers and listeners that are as before stay. */
    public synchronized void reconfigure(ProxyConfig config) {
        onMarkedDown = config.onMarkedDown();
        take(config);
        decideAndApply();
    }

    /** How it stands. */
    public synchronized Servers snapshot() {
        List<Servers.Server> servers = entries.values().stream()
                .map(e -> new Servers.Server(e.health, role(e), e.leases.size(), e.queued))
                .toList();
        Map<String, List<String>> served = new HashMap<>();
        listeners.forEach((name, l) -> served.put(
                name,
                usable(l).stream()
                        .filter(c -> c.weight() > 0)
                        .map(Candidate::name)
                        .toList()));
        String writer = groups.values().stream()
                .map(g -> g.decision.state().writer())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return new Servers(
                servers,
                writer,
                groups.values().stream().map(g -> g.decision.reason()).toList(),
                served);
    }

    private void take(ProxyConfig config) {
        Map<String, Entry> before = new HashMap<>(entries);
        entries.clear();
        for (ProxyConfig.Server server : config.servers()) {
            Entry old = before.get(server.name());
            boolean same = old != null && old.config.host().equals(server.host()) && old.config.port() == server.port();
            Entry entry = same && old != null ? old : new Entry(server);
            entry.config = server;
            entries.put(server.name(), entry);
        }
        before.values().stream()
                .filter(e -> entries.get(e.config.name()) != e)
                .forEach(e -> revokeAll(e, "server " + e.config.name() + " was taken out of the configuration"));
        takeListeners(config);
    }

    private void takeListeners(ProxyConfig config) {
        listeners.clear();
        config.listeners().forEach(l -> listeners.put(l.name(), l));
        turns.keySet().retainAll(listeners.keySet());
        Map<Set<String>, Group> before = new HashMap<>(groups);
        groups.clear();
        for (Listener l : config.listeners()) {
            Set<String> key = Set.copyOf(l.servers());
            if (l.role() == Role.WRITER && !groups.containsKey(key)) {
                groups.put(key, group(l, before.get(key)));
            }
        }
    }

    private Group group(Listener listener, @Nullable Group before) {
        List<String> preference = listener.servers().stream()
                .filter(entries::containsKey)
                .sorted(Comparator.comparing(
                        s -> Objects.requireNonNull(entries.get(s)).config.backup()))
                .toList(); // a stable sort: backups last, otherwise the listener's order
        return before == null
                ? new Group(preference, WriterElection.State.NONE, new Group.Writing())
                : new Group(preference, before.decision.state(), before.writing);
    }

    private void decideAndApply() {
        Map<String, WriterElection.Claim> claims = new HashMap<>();
        entries.forEach((name, entry) -> claims.put(name, entry.claim()));
        for (Group group : groups.values()) {
            group.decision = WriterElection.decide(group.decision.state(), group.preference, claims);
        }
        entries.values().forEach(this::revokeUnfit);
        dispatch();
    }

    private void revokeUnfit(Entry entry) {
        for (Lease lease : List.copyOf(entry.leases)) {
            String reason = unfit(lease);
            if (reason != null) {
                revoke(lease, reason);
            }
        }
    }

    /** Why a session may not go on; null when it may. A reader that lags keeps what it has and gets nothing new. */
    private @Nullable String unfit(Lease lease) {
        String server = lease.entry.config.name();
        Listener listener = listeners.get(lease.listener);
        if (listener == null || !listener.servers().contains(server)) {
            return "server " + server + " no longer serves listener " + lease.listener;
        }
        if (!lease.entry.health.up() && onMarkedDown == OnMarkedDown.SHUTDOWN_SESSIONS) {
            return "server " + server + " is down: " + lease.entry.health.detail();
        }
        return listener.role() == Role.WRITER ? unfitToWrite(server, group(listener)) : null;
    }

    private @Nullable String unfitToWrite(String server, Group group) {
        String writer = group.decision.state().writer();
        if (server.equals(writer)) {
            return null;
        }
        if (writer != null) {
            return "server " + server + " is no longer the writer: " + writer + " is";
        }
        return onMarkedDown == OnMarkedDown.SHUTDOWN_SESSIONS ? "server " + server + " is no longer the writer" : null;
    }

    private void revokeAll(Entry entry, String reason) {
        List.copyOf(entry.leases).forEach(l -> revoke(l, reason));
    }

    private static void revoke(Lease lease, String reason) {
        if (!lease.revoked) {
            lease.revoked = true;
            lease.holder.revoked(reason);
        }
    }

    private Group group(Listener listener) {
        return Objects.requireNonNull(groups.get(Set.copyOf(listener.servers())));
    }

    private @Nullable Entry choose(Request request) {
        Listener listener = listeners.get(request.listener());
        if (listener == null) {
            return null;
        }
        List<Candidate> all = usable(listener);
        List<Candidate> others =
                all.stream().filter(c -> !request.avoid().contains(c.name())).toList();
        Balance.Choice choice = Balance.pick(
                listener.balance(),
                others.isEmpty() ? all : others,
                turns.getOrDefault(listener.name(), Balance.Turn.NONE),
                request.sourceHash());
        turns.put(listener.name(), choice.turn());
        return choice.server() == null ? null : entries.get(choice.server());
    }

    /** Who may serve the listener, whether or not a slot is free. */
    private List<Candidate> usable(Listener listener) {
        return listener.servers().stream()
                .map(entries::get)
                .filter(e -> e != null && mayServe(e, listener))
                .map(Entry::candidate)
                .toList();
    }

    private boolean mayServe(Entry entry, Listener listener) {
        return switch (listener.role()) {
            case ANY -> entry.health.up();
            case READER ->
                entry.health.up() && entry.health.readable() && (listener.writerIsReader() || !isWriter(entry));
            case WRITER ->
                entry.config.name().equals(group(listener).decision.state().writer())
                        && !group(listener).handingOver();
        };
    }

    private boolean isWriter(Entry entry) {
        return groups.values().stream()
                .anyMatch(g -> entry.config.name().equals(g.decision.state().writer()));
    }

    private String role(Entry entry) {
        if (isWriter(entry)) {
            return "writer";
        }
        return entry.health.up() && entry.health.readable() ? "reader" : "none";
    }

    private Lease lease(Entry entry, Request request, Claimant who) {
        Listener listener = Objects.requireNonNull(listeners.get(request.listener()));
        Group.Writing writing = listener.role() == Role.WRITER ? group(listener).writing : null;
        Lease lease = new Lease(entry, request.listener(), who, writing);
        entry.leases.add(lease);
        countWriting(lease, 1);
        return lease;
    }

    private static void countWriting(Lease lease, int change) {
        if (lease.writing != null) {
            lease.writing.count(lease.server().name(), change);
        }
    }

    private Outcome enqueue(Request request, Claimant who) {
        Listener listener = listeners.get(request.listener());
        List<Candidate> full = listener == null ? List.of() : Balance.serving(usable(listener));
        if (full.isEmpty()) {
            waiters.put(who, new Waiter(request, null)); // nobody serves: wait for somebody to come up
            return new Outcome.Waiting();
        }
        Entry shortest = full.stream()
                .map(c -> Objects.requireNonNull(entries.get(c.name())))
                .filter(Entry::queueHasRoom)
                .min(Comparator.comparingInt(e -> e.queued))
                .orElse(null);
        if (shortest == null) {
            return new Outcome.QueueFull("all servers of " + request.listener() + " and their queues are full");
        }
        shortest.queued++;
        waiters.put(who, new Waiter(request, shortest));
        return new Outcome.Waiting();
    }

    private static void leaveQueue(@Nullable Waiter waiter) {
        if (waiter != null && waiter.counted() != null) {
            waiter.counted().queued--;
        }
    }

    /** Lets in from the front of the queue whoever can be served; a listener without a free slot is asked once. */
    private void dispatch() {
        if (waiters.isEmpty()) {
            return;
        }
        Set<String> exhausted = new HashSet<>();
        for (Map.Entry<Claimant, Waiter> next : new ArrayList<>(waiters.entrySet())) {
            Request request = next.getValue().request();
            boolean worthAsking = !exhausted.contains(request.listener());
            Entry chosen = worthAsking ? choose(request) : null;
            if (chosen != null) {
                leaveQueue(waiters.remove(next.getKey()));
                next.getKey().granted(lease(chosen, request, next.getKey()));
            } else if (worthAsking && !hasFreeSlot(request.listener())) {
                exhausted.add(request.listener());
            }
        }
    }

    private boolean hasFreeSlot(String listenerName) {
        Listener listener = listeners.get(listenerName);
        return listener != null && Balance.serving(usable(listener)).stream().anyMatch(Candidate::hasSlot);
    }
}
