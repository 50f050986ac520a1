package io.mainstay.controller;

import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.VirtualRouterConfig;
import io.mainstay.linux.libc.LibC;
import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.linux.link.AddressSpec;
import io.mainstay.linux.link.Addresses;
import io.mainstay.linux.link.Link;
import io.mainstay.linux.poll.Poller;
import io.mainstay.linux.raw.Announcer;
import io.mainstay.linux.raw.VrrpSocket;
import io.mainstay.net.Family;
import io.mainstay.net.IpAddress;
import io.mainstay.net.MacAddress;
import io.mainstay.vrrp.packet.AdvertisementCodec;
import io.mainstay.vrrp.router.Command;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.RouterSpec;
import io.mainstay.vrrp.router.VirtualAddress;
import io.mainstay.vrrp.router.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries the core's commands out: advertisements, addresses, announcements. Owned by the loop. A refusal by the system
 * becomes an input again.
 */
final class Edge implements AutoCloseable {
    /** A socket and the interface that it was opened on. */
    private record Open(Link link, VrrpSocket socket) {}

    /**
     * One socket per interface and group, and one per interface and family for all unicast there.
     *
     * @param group null for unicast
     */
    private record Key(String link, Family family, @Nullable IpAddress group) {
        static Key of(String link, Wire wire) {
            return new Key(link, wire.family(), wire.unicast() == null ? wire.group() : null);
        }
    }

    private final LibC libc;
    private final Poller poller;
    private final Addresses addresses;
    private final Announcer announcer;
    private final LinkTable links;
    private final Log log;
    private final Map<Key, Open> sockets = new LinkedHashMap<>();
    private final Map<Key, String> failures = new LinkedHashMap<>();
    private final PacedAnnouncements announcements;
    private final InterfaceSettings settings;

    Edge(LibC libc, Poller poller, Addresses addresses, Announcer announcer, LinkTable links, Log log) {
        this.libc = libc;
        this.poller = poller;
        this.addresses = addresses;
        this.announcer = announcer;
        this.links = links;
        this.log = log;
        this.announcements = new PacedAnnouncements(new SystemTimeline(), this::announceOne);
        this.settings = new InterfaceSettings(Path.of("/proc/sys/net/ipv4/conf"), log);
    }

    /** What the core does not decide: the pace of announcements, settings of interfaces. */
    void configure(ControllerConfig config) {
        announcements.configure(config.global().pacing());
        settings.want(config.routers().stream()
                .filter(r -> r.refused() == null && r.conduct().promoteSecondaries())
                .map(VirtualRouterConfig::interfaceName)
                .collect(Collectors.toSet()));
    }

    /** Sends announcements whose time has come. */
    void pace() {
        announcements.sendDue();
    }

    /** How long until an announcement may go. */
    Duration untilNextAnnouncement() {
        return announcements.untilNext();
    }

    /** These are given up, if only in a moment: what still waits for its turn is not sent. */
    void stopAnnouncing(List<VirtualAddress> addresses) {
        announcements.forget(addresses);
    }

    /** How many announcements were left out because too many waited. */
    long droppedAnnouncements() {
        return announcements.dropped();
    }

    /** Opens what the routers need, closes what they do not and builds frames; what fails is tried again next time. */
    void openFor(List<RouterSpec> specs) {
        settings.settle();
        Set<Key> wanted = new HashSet<>();
        specs.stream().filter(s -> s.refused() == null).forEach(s -> wanted.add(Key.of(s.link(), s.wire())));
        Map.copyOf(sockets).forEach((key, open) -> {
            boolean same = links.find(key.link())
                    .map(l -> l.index().equals(open.link().index()))
                    .orElse(false);
            if (!same || !wanted.contains(key)) {
                close(key);
            }
        });
        failures.keySet().retainAll(wanted);
        wanted.stream().filter(k -> !sockets.containsKey(k)).forEach(k -> open(k));
        specs.stream().flatMap(s -> s.addresses().stream()).forEach(this::prepare);
    }

    /** The first frame takes milliseconds to build in a program that never built one: not when a network waits for it. */
    private void prepare(VirtualAddress a) {
        Link link = links.find(a.dev()).orElse(null);
        MacAddress mac = link == null ? null : link.mac();
        if (mac != null) {
            announcer.prepare(mac, a.cidr().address());
        }
    }

    private void open(Key key) {
        Optional<Link> link = links.find(key.link());
        if (link.isEmpty()) {
            return;
        }
        try {
            IpAddress group = key.group();
            VrrpSocket socket = group == null
                    ? VrrpSocket.unicast(libc, link.get(), key.family())
                    : VrrpSocket.open(libc, link.get(), group);
            sockets.put(key, new Open(link.get(), socket));
            poller.add(socket.descriptor(), socket);
            failures.remove(key);
        } catch (SystemCallException e) {
            if (failures.put(key, String.valueOf(e.getMessage())) == null) {
                log.socketFailed(key.link(), String.valueOf(e.getMessage()));
            }
        }
    }

    private void close(Key key) {
        Open open = sockets.remove(key);
        if (open != null) {
            poller.remove(open.socket().descriptor());
            open.socket().close();
        }
    }

    /** The families whose adverts cannot be heard on this interface. */
    Set<Family> deafTo(String link) {
        return failures.keySet().stream()
                .filter(k -> k.link().equals(link))
                .map(Key::family)
                .collect(Collectors.toSet());
    }

    /** Whether an interface that is there cannot be listened on: worth another try. */
    boolean hasFailures() {
        return !failures.isEmpty();
    }

    /** Carries one command out; what the system refuses comes back as inputs. */
    List<Input> run(Command command) {
        return switch (command) {
            case Command.SendAdvertisement c -> send(c);
            case Command.HoldAddresses c -> hold(c.router(), c.addresses(), c.lifetime());
            case Command.RemoveAddresses c -> remove(c.addresses());
            case Command.Announce c -> announce(c);
            case Command.StateChanged c -> List.of();
            case Command.GroupChanged c -> List.of();
            case Command.Note c -> List.of();
        };
    }

    private List<Input> send(Command.SendAdvertisement c) {
        Open open = sockets.get(Key.of(c.link(), c.wire()));
        if (open == null) {
            return failed(c.router(), Input.Failed.What.SEND, "no socket on " + c.link());
        }
        List<String> refusals = new ArrayList<>();
        for (IpAddress destination : c.wire().destinations()) {
            try {
                send(open.socket(), c, destination);
            } catch (SystemCallException e) {
                refusals.add("to " + destination + ": " + e.getMessage());
            }
        }
        if (refusals.isEmpty()) {
            return List.of();
        }
        boolean all = refusals.size() == c.wire().destinations().size();
        return failed(
                c.router(), all ? Input.Failed.What.SEND : Input.Failed.What.SEND_TO_SOME, String.join("; ", refusals));
    }

    private static void send(VrrpSocket socket, Command.SendAdvertisement c, IpAddress destination)
            throws SystemCallException {
        Wire wire = c.wire();
        byte[] message = AdvertisementCodec.encode(c.advertisement(), c.source(), destination, wire.checksum());
        socket.send(c.source(), destination, wire.ttl(), message);
    }

    private List<Input> hold(String router, List<VirtualAddress> all, Duration lifetime) {
        List<Input> inputs = new ArrayList<>();
        for (VirtualAddress a : all) {
            Optional<Link> link = links.find(a.dev());
            if (link.isEmpty()) {
                if (a.tracked()) {
                    inputs.addAll(
                            failed(router, Input.Failed.What.HOLD_ADDRESSES, a + ": the interface does not exist"));
                }
                continue;
            }
            try {
                addresses.add(
                        link.get().index(), new AddressSpec(a.cidr(), a.label(), a.scope(), a.broadcast()), lifetime);
            } catch (SystemCallException e) {
                inputs.addAll(failed(router, Input.Failed.What.HOLD_ADDRESSES, String.valueOf(e.getMessage())));
            }
        }
        return inputs;
    }

    /** A refused removal is told by the log; the kernel drops the address by itself when its lifetime has passed. */
    List<Input> remove(List<VirtualAddress> all) {
        for (VirtualAddress a : all) {
            Optional<Link> link = links.find(a.dev());
            if (link.isPresent()) {
                removeFrom(link.get(), a);
            }
        }
        return List.of();
    }

    private void removeFrom(Link link, VirtualAddress a) {
        try {
            addresses.remove(link.index(), a.cidr());
        } catch (SystemCallException e) {
            failedRemovals++;
            log.removalRefused(String.valueOf(e.getMessage()));
        }
    }

    private long failedRemovals;

    /** How many removals the kernel refused. */
    long failedRemovals() {
        return failedRemovals;
    }

    private List<Input> announce(Command.Announce c) {
        announcements.announce(c.addresses(), c.repeat());
        return List.of();
    }

    private void announceOne(VirtualAddress a) {
        Optional<Link> link = links.find(a.dev());
        if (link.isEmpty() || link.get().noArp() || link.get().mac() == null) {
            return;
        }
        try {
            announcer.announce(link.get(), a.cidr().address());
        } catch (SystemCallException e) {
            failedAnnouncements++;
        }
    }

    private long failedAnnouncements;

    /** How many announcements the kernel refused. */
    long failedAnnouncements() {
        return failedAnnouncements;
    }

    private static List<Input> failed(String router, Input.Failed.What what, String error) {
        return List.of(new Input.Failed(router, what, error));
    }

    @Override
    public void close() {
        settings.close();
        List.copyOf(sockets.keySet()).forEach(this::close);
    }
}
