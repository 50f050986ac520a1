package io.mainstay.vrrp.router;

import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.Parameters;
import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.packet.Advertisement;
import io.mainstay.vrrp.packet.AdvertisementCodec;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.packet.ChecksumForm;
import io.mainstay.vrrp.router.RouterSpec.Weighted;
import io.mainstay.vrrp.track.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A host for tests: a table, the clock, and what came out last. */
final class Host {
    static final IpAddress GROUP = IpAddress.of("224.0.0.18");
    static final String PEER = "10.9.0.9";

    private RouterTable table = RouterTable.EMPTY;
    private Deadline now = Deadline.ORIGIN;

    /** A description in few words; the rest is as keepalived defaults it. */
    record Spec(
            String name,
            int vrid,
            int priority,
            List<String> addresses,
            List<Weighted> tracked,
            @Nullable String no) {
        static Spec of(String name, int vrid, int priority, String... addresses) {
            return new Spec(name, vrid, priority, List.of(addresses), List.of(), null);
        }

        Spec tracking(Weighted... weighted) {
            return new Spec(name, vrid, priority, addresses, List.of(weighted), no);
        }

        Spec refused(String why) {
            return new Spec(name, vrid, priority, addresses, tracked, why);
        }

        RouterSpec build() {
            return build(true, Authentication.NONE, 3);
        }

        RouterSpec build(boolean preempt, Authentication authentication, int adverts) {
            return new RouterSpec(
                    name,
                    "eth0",
                    new Vrid(vrid),
                    2,
                    priority,
                    Centis.ofSeconds(1),
                    preempt,
                    authentication,
                    addresses.stream().map(Host::address).toList(),
                    null,
                    Wire.multicast(GROUP),
                    adverts,
                    false,
                    true,
                    Parameters.Announcements.DEFAULT,
                    tracked,
                    no);
        }
    }

    static VirtualAddress address(String cidr) {
        return new VirtualAddress(Cidr.of(cidr), "eth0", null, 0, null, true, true);
    }

    static Input eth0(boolean usable) {
        return new Input.LinksReported(
                List.of(new LinkView(new LinkIndex(2), "eth0", usable, List.of(Cidr.of("10.9.0.2/24")))));
    }

    /** A running host with these routers, each of them a backup or in fault. */
    static Host started(RouterSpec... specs) {
        Host host = new Host();
        host.give(new Input.Reconfigured(List.of(specs)));
        host.give(eth0(true));
        host.give(new Input.Started());
        return host;
    }

    /** A running host that has taken over what it can. */
    static Host master(RouterSpec... specs) {
        Host host = started(specs);
        host.pass(4_000);
        return host;
    }

    List<Command> give(Input input) {
        RouterTable.Turn turn = table.apply(input, now);
        table = turn.table();
        return turn.commands();
    }

    /** Lets time pass, with a tick at each deadline in it; what came out of all of them. */
    List<Command> pass(long millis) {
        List<Command> all = new ArrayList<>();
        pass(millis, all::addAll);
        return all;
    }

    /** Likewise, telling of each tick when it has been. */
    void pass(long millis, Consumer<List<Command>> told) {
        Deadline end = now.plus(Duration.ofMillis(millis));
        while (table.nextDeadline().isDue(end)) {
            now = table.nextDeadline();
            told.accept(give(new Input.Tick()));
        }
        now = end;
    }

    /** Lets time pass without a tick: the loop stands still. */
    void stall(long millis) {
        now = now.plus(Duration.ofMillis(millis));
    }

    RouterTable table() {
        return table;
    }

    Deadline now() {
        return now;
    }

    VirtualRouter router(String name) {
        return table.router(name).orElseThrow();
    }

    StateName state(String name) {
        return router(name).state().name();
    }

    List<Command> report(String tracker, Verdict verdict, String detail) {
        return give(new Input.TrackerReported(tracker, verdict, detail));
    }

    List<Command> hear(Packet packet) {
        return give(new Input.PacketReceived(packet));
    }

    List<Command> lose(String cidr) {
        return give(new Input.AddressLost("eth0", Cidr.of(cidr)));
    }

    static Packet packet(String source, int vrid, int priority, String... addresses) {
        return packet(source, vrid, priority, 1, Authentication.NONE, addresses);
    }

    static Packet packet(
            String source, int vrid, int priority, int seconds, Authentication authentication, String... addresses) {
        Advertisement a = new Advertisement(
                2,
                new Vrid(vrid),
                priority,
                Centis.ofSeconds(seconds),
                Stream.of(addresses).map(IpAddress::of).toList(),
                authentication);
        IpAddress from = IpAddress.of(source);
        return new Packet(
                new LinkIndex(2),
                from,
                GROUP,
                255,
                AdvertisementCodec.encode(a, from, GROUP, ChecksumForm.PSEUDO_HEADER));
    }

    /** Commands in words, for comparing and for golden files. */
    static List<String> words(List<Command> commands) {
        return commands.stream().map(Host::word).toList();
    }

    private static String word(Command command) {
        return switch (command) {
            case Command.SendAdvertisement c ->
                c.router() + " send priority " + c.advertisement().priority() + " "
                        + c.advertisement().addresses();
            case Command.HoldAddresses c -> c.router() + " hold " + c.addresses() + " for " + c.lifetime();
            case Command.RemoveAddresses c -> c.router() + " remove " + c.addresses();
            case Command.Announce c -> c.router() + " announce " + c.addresses() + " x" + c.repeat();
            case Command.StateChanged c ->
                c.router() + " " + c.from() + " -> " + c.to() + " at " + c.priority() + ": " + c.reason()
                        + (c.stopping() ? " (stopping)" : "");
            case Command.GroupChanged c ->
                "group " + c.router() + " " + c.from() + " -> " + c.to() + (c.stopping() ? " (stopping)" : "");
            case Command.Note c -> c.router() + (c.warning() ? " WARN " : " info ") + c.text();
        };
    }
}
