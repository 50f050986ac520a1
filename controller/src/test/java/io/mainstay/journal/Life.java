package io.mainstay.journal;

import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.Parameters;
import io.mainstay.vrrp.packet.Advertisement;
import io.mainstay.vrrp.packet.AdvertisementCodec;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.packet.ChecksumForm;
import io.mainstay.vrrp.packet.Password;
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
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The life of a table, drawn from a seed, with every kind of input, and who watches it. */
final class Life {
    static final String PASSWORD = "s3cret42";
    private static final IpAddress GROUP = IpAddress.of("224.0.0.18");
    private static final Authentication OURS = new Authentication.Simple(Password.of(PASSWORD));
    private static final Authentication WRONG = new Authentication.Simple(Password.of("wrong"));

    private final SplittableRandom random;
    private final Watcher watcher;
    private RouterTable table = RouterTable.EMPTY;
    private Deadline now = Deadline.ORIGIN;

    /** Sees each turn. */
    interface Watcher {
        void turn(Input input, Deadline now, RouterTable before, List<Command> commands);
    }

    Life(long seed, Watcher watcher) {
        this.random = new SplittableRandom(seed);
        this.watcher = watcher;
    }

    RouterTable table() {
        return table;
    }

    void live(int steps) {
        give(new Input.Reconfigured(specs()));
        give(link(true));
        give(new Input.Started());
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    void give(Input input) {
        RouterTable.Turn turn = table.apply(input, now);
        watcher.turn(input, now, table, turn.commands());
        table = turn.table();
    }

    private void step() {
        switch (random.nextInt(14)) {
            case 0, 1, 2, 3, 4, 5 -> pass(random.nextInt(2_000));
            case 6, 7 -> give(advert(OURS, random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(254)));
            case 8 -> give(advert(random.nextBoolean() ? WRONG : Authentication.NONE, 120));
            case 9 ->
                give(new Input.TrackerReported("script s", random.nextBoolean() ? Verdict.UP : Verdict.DOWN, "x"));
            case 10 -> give(link(random.nextInt(3) != 0));
            case 11 -> give(new Input.Reconfigured(specs()));
            case 12 -> give(order());
            default -> give(trouble());
        }
    }

    private void pass(long millis) {
        Deadline end = now.plus(Duration.ofMillis(millis));
        while (table.nextDeadline().isDue(end)) {
            now = table.nextDeadline();
            give(new Input.Tick());
        }
        now = end;
    }

    private Input order() {
        return switch (random.nextInt(4)) {
            case 0 -> new Input.Maintenance("A", random.nextBoolean(), "a \"reason\"");
            case 1 -> new Input.Maintenance(null, random.nextInt(4) == 0, "all\nof them");
            case 2 -> new Input.Switchover("A", Input.Switchover.How.OFFER);
            default -> new Input.Switchover("A", Input.Switchover.How.RESIGN);
        };
    }

    private Input trouble() {
        return switch (random.nextInt(4)) {
            case 0 -> new Input.AddressLost("eth0", Cidr.of("10.9.0.100/24"));
            case 1 -> new Input.Failed("A", Input.Failed.What.SEND, "ENETDOWN");
            case 2 -> new Input.Failed("A", Input.Failed.What.HOLD_ADDRESSES, "EPERM");
            default ->
                new Input.PacketReceived(new Packet(
                        new LinkIndex(2), IpAddress.of("10.9.0.9"), GROUP, 255, new byte[] {0x21, 51, 100, 1}));
        };
    }

    private List<RouterSpec> specs() {
        List<RouterSpec> specs = new ArrayList<>(List.of(spec("A", 51, 1 + random.nextInt(255), OURS)));
        if (random.nextBoolean()) {
            specs.add(spec("B", 52, 100, Authentication.NONE));
        }
        return specs;
    }

    private RouterSpec spec(String name, int vrid, int priority, Authentication authentication) {
        return new RouterSpec(
                name,
                "eth0",
                new Vrid(vrid),
                2,
                priority,
                Centis.ofSeconds(1),
                random.nextBoolean(),
                authentication,
                List.of(new VirtualAddress(Cidr.of("10.9.0.100/24"), "eth0", "eth0:1", 0, null, true, true)),
                null,
                Wire.multicast(GROUP),
                3,
                random.nextBoolean(),
                true,
                Parameters.Announcements.DEFAULT,
                List.of(new RouterSpec.Weighted("script s", -60, false)),
                null);
    }

    private static Input link(boolean up) {
        return new Input.LinksReported(
                List.of(new LinkView(new LinkIndex(2), "eth0", up, List.of(Cidr.of("10.9.0.2/24")))));
    }

    static Input advert(Authentication authentication, int priority) {
        IpAddress source = IpAddress.of("10.9.0.9");
        Advertisement a = new Advertisement(
                2, new Vrid(51), priority, Centis.ofSeconds(1), List.of(IpAddress.of("10.9.0.100")), authentication);
        return new Input.PacketReceived(new Packet(
                new LinkIndex(2),
                source,
                GROUP,
                255,
                AdvertisementCodec.encode(a, source, GROUP, ChecksumForm.PSEUDO_HEADER)));
    }
}
