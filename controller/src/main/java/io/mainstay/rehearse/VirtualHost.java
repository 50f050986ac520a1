package io.mainstay.rehearse;

import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.packet.AdvertisementCodec;
import io.mainstay.vrrp.router.Command;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.LinkView;
import io.mainstay.vrrp.router.Packet;
import io.mainstay.vrrp.router.RouterSpec;
import io.mainstay.vrrp.router.RouterTable;
import io.mainstay.vrrp.router.VirtualAddress;
import io.mainstay.vrrp.router.Wire;
import io.mainstay.vrrp.track.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A host of the rehearsal: interfaces, a kernel that holds addresses, and a controller that may die or stand still. */
final class VirtualHost {
    /** What waits for a controller that stands still; a kernel's buffers are not endless either. */
    private static final int MOST_QUEUED = 1_000;

    /** How many failed commands one input may cause. */
    private static final int MOST_FAILURES = 256;

    /** What it needs of the world around it. */
    interface Surroundings {
        /** Something happened that the time-line shows. */
        void tell(VirtualHost host, String text);

        /** An advertisement leaves the host. */
        void send(VirtualHost from, RouterSpec router, Packet packet);
    }

    private final Plan plan;
    private final VirtualTime time;
    private final Surroundings around;
    private final Map<String, LinkIndex> links = new LinkedHashMap<>();
    private final Set<String> down = new TreeSet<>();
    private final Set<String> failed = new TreeSet<>();
    private final Map<VirtualAddress, Deadline> held = new LinkedHashMap<>();
    private final ArrayDeque<Input> waiting = new ArrayDeque<>();
    private RouterTable table = RouterTable.EMPTY;
    private boolean alive;
    private boolean frozen;
    private boolean cut;
    private Deadline wakeAt = Deadline.NEVER;

    VirtualHost(Plan plan, VirtualTime time, Surroundings around) {
        this.plan = plan;
        this.time = time;
        this.around = around;
        Set<String> names = new LinkedHashSet<>();
        plan.routers().forEach(r -> names.add(r.link()));
        plan.routers().forEach(r -> r.addresses().forEach(a -> names.add(a.dev())));
        names.addAll(trackedLinks());
        names.forEach(name -> links.put(name, new LinkIndex(links.size() + 2)));
    }

    private List<String> trackedLinks() {
        String prefix = "interface ";
        return plan.trackers().keySet().stream()
                .filter(k -> k.startsWith(prefix))
                .map(k -> k.substring(prefix.length()))
                .sorted()
                .toList();
    }

    Plan plan() {
        return plan;
    }

    /** The addresses that this host's kernel answers for, whoever put them there. */
    Set<VirtualAddress> held() {
        return Set.copyOf(held.keySet());
    }

    boolean isCut() {
        return cut;
    }

    /** Whether a client is served here: the address answers, and nothing behind it has been made to fail. */
    boolean serves(VirtualAddress address) {
        boolean reachable = !cut && held.containsKey(address) && !down.contains(address.dev());
        return reachable && failed.isEmpty() && (alive || !plan.proxy());
    }

    // -- what befalls it ----------------------------------------------------------------------------------------

    /** Carries one failure out; answers what it found odd about it, or nothing. */
    String suffer(Failure failure) {
        return switch (failure.action()) {
            case KILL -> kill(false);
            case POWEROFF -> kill(true);
            case STOP -> stop();
            case START -> start();
            case FREEZE -> setFrozen(true);
            case THAW -> setFrozen(false);
            case CUT -> setCut(true);
            case HEAL -> setCut(false);
            case DOWN -> setLink(failure.object(), false);
            case UP -> setLink(failure.object(), true);
            case FAIL -> setTracker(failure.object(), false);
            case PASS -> setTracker(failure.object(), true);
        };
    }

    private String start() {
        if (alive) {
            return "it runs already";
        }
        alive = true;
        frozen = false;
        table = RouterTable.EMPTY;
        wakeAt = Deadline.NEVER;
        give(new Input.Reconfigured(plan.routers()));
        give(linkReport());
        plan.trackers().keySet().stream().sorted().forEach(key -> give(verdict(key)));
        give(new Input.Started());
        return "";
    }

    private String kill(boolean power) {
        alive = false;
        frozen = false;
        waiting.clear();
        if (power) {
            lost(held.keySet(), "gone with the host");
        }
        return "";
    }

    private String stop() {
        if (!alive || frozen) {
            return "it does not run";
        }
        give(new Input.Stopping("stopped"));
        alive = false;
        return "";
    }

    private String setFrozen(boolean now) {
        if (!alive) {
            return "it does not run";
        }
        frozen = now;
        while (alive && !frozen && !waiting.isEmpty()) {
            turn(waiting.remove());
        }
        tickIfDue();
        return "";
    }

    private String setCut(boolean now) {
        cut = now;
        return "";
    }

    private String setLink(String name, boolean up) {
        if (!links.containsKey(name)) {
            return "no instance uses interface " + name + ": nothing comes of it (there are: "
                    + String.join(", ", links.keySet()) + ")";
        }
        if (up) {
            down.remove(name);
        } else {
            down.add(name);
        }
        give(linkReport());
        if (plan.trackers().containsKey("interface " + name)) {
            give(verdict("interface " + name));
        }
        return "";
    }

    private String setTracker(String name, boolean well) {
        String key = plan.trackers().keySet().stream()
                .filter(k -> k.equals(name) || k.endsWith(" " + name))
                .sorted()
                .findFirst()
                .orElse("");
        if (well) {
            failed.remove(key.isEmpty() ? name : key);
        } else {
            failed.add(key.isEmpty() ? name : key);
        }
        if (key.isEmpty()) {
            String watched = plan.trackers().keySet().stream().sorted().collect(Collectors.joining(", "));
            return "nothing here watches " + name + ", so nobody notices (watched: "
                    + (watched.isEmpty() ? "nothing" : watched) + ")";
        }
        Duration found = plan.trackers().getOrDefault(key, Duration.ZERO);
        time.at(time.now().plus(found), () -> give(verdict(key)));
        return found.isZero() ? "" : "found after " + found.toMillis() / 1000.0 + " s at the latest";
    }

    private Input verdict(String key) {
        boolean linkDown = key.startsWith("interface ") && down.contains(key.substring("interface ".length()));
        boolean well = !failed.contains(key) && !linkDown;
        return new Input.TrackerReported(key, well ? Verdict.UP : Verdict.DOWN, well ? "well" : "rehearsed failure");
    }

    private Input linkReport() {
        List<LinkView> views = new ArrayList<>();
        links.forEach((name, index) -> views.add(new LinkView(
                index,
                name,
                !down.contains(name),
                plan.addresses().stream()
                        .map(a -> new Cidr(a, a.isIpv4() ? 24 : 64))
                        .toList())));
        return new Input.LinksReported(views);
    }

    /** A packet reaches the host on the interface of the router with this identifier, else on its first one. */
    void hear(String linkOfSender, int vrid, Packet packet) {
        if (!alive || cut || !(packet.destination().isMulticast() || isOwn(packet.destination()))) {
            return;
        }
        String name = plan.routers().stream()
                .filter(r -> r.vrid().value() == vrid
                        && r.family() == packet.source().family())
                .map(RouterSpec::link)
                .findFirst()
                .orElse(
                        links.containsKey(linkOfSender)
                                ? linkOfSender
                                : links.keySet().iterator().next());
        LinkIndex index = links.get(name);
        if (index == null || down.contains(name)) {
            return;
        }
        give(new Input.PacketReceived(
                new Packet(index, packet.source(), packet.destination(), packet.ttl(), packet.payload())));
    }

    private boolean isOwn(IpAddress address) {
        return plan.addresses().contains(address)
                || plan.routers().stream().anyMatch(r -> Objects.equals(r.source(), address));
    }

    // -- its kernel ---------------------------------------------------------------------------------------------

    private void hold(List<VirtualAddress> addresses, Duration lifetime) {
        Deadline until = time.now().plus(lifetime);
        for (VirtualAddress address : addresses) {
            held.put(address, until);
            time.at(until, () -> expire(address, until));
        }
    }

    private void expire(VirtualAddress address, Deadline until) {
        if (until.equals(held.get(address))) {
            lost(Set.of(address), "gone: its lifetime in the kernel is over");
        }
    }

    private void lost(Set<VirtualAddress> addresses, String how) {
        for (VirtualAddress address : List.copyOf(addresses)) {
            held.remove(address);
            around.tell(this, address + " " + how);
            give(new Input.AddressLost(address.dev(), address.cidr()));
        }
    }

    // -- its loop -----------------------------------------------------------------------------------------------

    private void give(Input input) {
        if (alive && !frozen) {
            turn(input);
            tickIfDue();
        } else if (alive && waiting.size() < MOST_QUEUED) {
            waiting.add(input);
        }
    }

    private void tickIfDue() {
        if (!alive || frozen) {
            return;
        }
        if (table.nextDeadline().isDue(time.now())) {
            turn(new Input.Tick());
        }
        Deadline due = table.nextDeadline();
        if (!due.equals(Deadline.NEVER) && (wakeAt.isAfter(due) || wakeAt.isDue(time.now()))) {
            wakeAt = due;
            time.at(due, () -> wake(due));
        }
    }

    private void wake(Deadline due) {
        if (wakeAt.equals(due)) {
            wakeAt = Deadline.NEVER;
            tickIfDue();
        }
    }

    private void turn(Input first) {
        ArrayDeque<Input> inputs = new ArrayDeque<>(List.of(first));
        for (int i = 0; i < MOST_FAILURES && !inputs.isEmpty(); i++) {
            RouterTable.Turn turn = table.apply(inputs.remove(), time.now());
            table = turn.table();
            turn.commands().forEach(c -> inputs.addAll(carryOut(c)));
        }
    }

    private List<Input> carryOut(Command command) {
        switch (command) {
            case Command.SendAdvertisement c -> {
                return send(c);
            }
            case Command.HoldAddresses c -> hold(c.addresses(), c.lifetime());
            case Command.RemoveAddresses c -> c.addresses().forEach(held::remove);
            case Command.Announce c -> {} // nobody here keeps a neighbour table
            case Command.StateChanged c -> around.tell(this, changed(c));
            case Command.GroupChanged c ->
                around.tell(this, "vrrp_sync_group " + c.router() + " " + (c.stopping() ? "STOP" : c.to().toString()));
            case Command.Note c -> around.tell(this, c.router() + ": " + c.text());
        }
        return List.of();
    }

    private static String changed(Command.StateChanged c) {
        String to = c.stopping() ? "STOP" : c.to().toString();
        String from = c.from() == StateName.INIT ? "" : c.from() + " -> ";
        return c.router() + " " + from + to + " (priority " + c.priority() + "): " + c.reason();
    }

    private List<Input> send(Command.SendAdvertisement c) {
        if (down.contains(c.link())) {
            return List.of(new Input.Failed(c.router(), Input.Failed.What.SEND, "Network is down"));
        }
        RouterSpec router = table.router(c.router()).orElseThrow().spec();
        IpAddress source = c.source();
        LinkIndex index = links.getOrDefault(c.link(), new LinkIndex(1));
        Wire wire = c.wire();
        for (IpAddress to : wire.destinations()) {
            byte[] payload = AdvertisementCodec.encode(c.advertisement(), source, to, wire.checksum());
            around.send(this, router, new Packet(index, source, to, wire.ttl(), payload));
        }
        return List.of();
    }
}
