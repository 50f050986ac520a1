package io.mainstay.vrrp.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.net.Cidr;
import io.mainstay.net.Family;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import io.mainstay.vrrp.fsm.Parameters;
import io.mainstay.vrrp.fsm.State;
import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.packet.Advertisement;
import io.mainstay.vrrp.packet.AdvertisementCodec;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.packet.ChecksumForm;
import io.mainstay.vrrp.packet.Rejection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Version 3, IPv6 and unicast, from the packet to the state. The host is 10.9.0.2 and fe80::2. */
class WireTest {
    private static final IpAddress GROUP = IpAddress.of("224.0.0.18");
    private static final IpAddress GROUP6 = IpAddress.of("ff02::12");
    private static final IpAddress OURS = IpAddress.of("10.9.0.2");

    private static RouterSpec spec(String name, Wire wire, int centis, String... addresses) {
        return new RouterSpec(
                name,
                "eth0",
                new Vrid(51),
                3,
                100,
                new Centis(centis),
                true,
                Authentication.NONE,
                Stream.of(addresses).map(Host::address).toList(),
                null,
                wire,
                3,
                false,
                true,
                Parameters.Announcements.DEFAULT,
                List.of(),
                null);
    }

    private static Wire unicast(boolean checkSource) {
        Wire.Peer peer = new Wire.Peer(IpAddress.of("10.9.0.9"), 254, 255);
        return new Wire(GROUP, ChecksumForm.PSEUDO_HEADER, new Wire.Unicast(List.of(peer), checkSource, 64));
    }

    private static Host host(RouterSpec... specs) {
        Host host = Host.started(specs);
        host.give(links(Set.of()));
        return host;
    }

    private static Input links(Set<Family> deaf) {
        List<Cidr> addresses = List.of(Cidr.of("10.9.0.2/24"), Cidr.of("fd00:9::2/64"), Cidr.of("fe80::2/64"));
        return new Input.LinksReported(List.of(new LinkView(new LinkIndex(2), "eth0", true, addresses, deaf)));
    }

    private static Packet packet(
            String source, IpAddress destination, int ttl, int priority, int centis, ChecksumForm form, String vip) {
        IpAddress from = IpAddress.of(source);
        Advertisement a = new Advertisement(
                3, new Vrid(51), priority, new Centis(centis), List.of(IpAddress.of(vip)), Authentication.NONE);
        return new Packet(
                new LinkIndex(2), from, destination, ttl, AdvertisementCodec.encode(a, from, destination, form));
    }

    private static Packet packet(String source, IpAddress destination, int ttl) {
        return packet(source, destination, ttl, 150, 100, ChecksumForm.PSEUDO_HEADER, "10.9.0.100");
    }

    private static long rejected(Host host, Rejection reason) {
        return host.router("VI_1").statistics().get(reason);
    }

    @Test
    @DisplayName("W29 F8 T5: a backup of version 3 waits in its master's rhythm and says that it differs")
    void backupAdoptsTheMastersInterval() {
        Host host = host(spec("VI_1", Wire.multicast(GROUP), 100, "10.9.0.100/24"));
        host.hear(packet("10.9.0.9", GROUP, 255, 150, 10, ChecksumForm.PSEUDO_HEADER, "10.9.0.100"));

        State.Backup backup = (State.Backup) host.router("VI_1").state();
        assertEquals(new Centis(10), backup.masterInterval());
        // 3 x 100 ms and 156/256 of 100 ms
        assertEquals(360_937_500L, host.now().until(backup.masterDownAt()).toNanos());
        assertEquals(1, host.router("VI_1").statistics().get(Counter.INTERVAL_DIFFERS));
        host.pass(361);
        assertEquals(StateName.MASTER, host.state("VI_1"));
        State.Master master = (State.Master) host.router("VI_1").state();
        assertTrue(host.now().until(master.advertiseAt()).toMillis() > 900, "its own interval from now on");
    }

    @Test
    @DisplayName("F14: a master that gives way waits in the rhythm of the better one")
    void masterThatGivesWayAdoptsTheInterval() {
        Host host = host(spec("VI_1", Wire.multicast(GROUP), 10, "10.9.0.100/24"));
        host.pass(1_000);
        assertEquals(StateName.MASTER, host.state("VI_1"));
        host.hear(packet("10.9.0.9", GROUP, 255, 150, 100, ChecksumForm.PSEUDO_HEADER, "10.9.0.100"));

        State.Backup backup = (State.Backup) host.router("VI_1").state();
        assertEquals(3_609_375_000L, host.now().until(backup.masterDownAt()).toNanos());
    }

    @Test
    @DisplayName("F7: a resignation is followed after the skew of the master's interval")
    void resignationCountsInTheMastersInterval() {
        Host host = host(spec("VI_1", Wire.multicast(GROUP), 100, "10.9.0.100/24"));
        host.hear(packet("10.9.0.9", GROUP, 255, 150, 10, ChecksumForm.PSEUDO_HEADER, "10.9.0.100"));
        host.hear(packet("10.9.0.9", GROUP, 255, 0, 10, ChecksumForm.PSEUDO_HEADER, "10.9.0.100"));
        State.Backup backup = (State.Backup) host.router("VI_1").state();
        assertEquals(60_937_500L, host.now().until(backup.masterDownAt()).toNanos());
    }

    @Test
    @DisplayName("W21: both forms of the checksum are taken, and each is counted")
    void bothChecksumsAreCounted() {
        Host host = host(spec("VI_1", Wire.multicast(GROUP), 100, "10.9.0.100/24"));
        host.hear(packet("10.9.0.9", GROUP, 255, 150, 100, ChecksumForm.PSEUDO_HEADER, "10.9.0.100"));
        host.hear(packet("10.9.0.9", GROUP, 255, 150, 100, ChecksumForm.MESSAGE_ONLY, "10.9.0.100"));
        host.hear(packet("10.9.0.9", GROUP, 255, 150, 100, ChecksumForm.MESSAGE_ONLY, "10.9.0.100"));
        Statistics statistics = host.router("VI_1").statistics();
        assertEquals(1, statistics.get(Counter.CHECKSUM_PSEUDO_HEADER));
        assertEquals(2, statistics.get(Counter.CHECKSUM_MESSAGE_ONLY));
        assertEquals(3, statistics.get(Counter.ADVERT_RECEIVED));
    }

    @Test
    @DisplayName("C2: one number in two families is two routers, each with its own source")
    void familiesAreIndependent() {
        Host host = host(
                spec("VI_1", Wire.multicast(GROUP), 100, "10.9.0.100/24"),
                spec("VI_6", Wire.multicast(GROUP6), 100, "fd00:9::100/64", "fe80::51/64"));
        assertEquals(OURS, host.router("VI_1").standing().source());
        assertEquals(IpAddress.of("fe80::2"), host.router("VI_6").standing().source());
        host.hear(packet("fe80::9", GROUP6, 255, 150, 100, ChecksumForm.PSEUDO_HEADER, "fe80::51"));
        host.pass(3_700);
        assertEquals(StateName.MASTER, host.state("VI_1"));
        assertEquals(1, host.router("VI_6").statistics().get(Counter.ADVERT_RECEIVED));
        assertEquals(0, host.router("VI_1").statistics().get(Counter.ADVERT_RECEIVED));
        assertEquals(
                List.of(IpAddress.of("fe80::51"), IpAddress.of("fd00:9::100")),
                host.router("VI_6").spec().advertised());
    }

    @Test
    void interfaceThatIsDeafToOneFamilyServesTheOther() {
        Host host = host(
                spec("VI_1", Wire.multicast(GROUP), 100, "10.9.0.100/24"),
                spec("VI_6", Wire.multicast(GROUP6), 100, "fe80::51/64"));
        host.give(links(Set.of(Family.IPV6)));
        assertEquals(StateName.BACKUP, host.state("VI_1"));
        assertEquals(StateName.FAULT, host.state("VI_6"));
        assertEquals(
                List.of("interface eth0 cannot be listened on for IPv6"),
                host.router("VI_6").faults());
    }

    @Test
    void unicastTakesPeersOnlyAndOnlyWithinTheirTtl() {
        Host host = host(spec("VI_1", unicast(true), 100, "10.9.0.100/24"));
        host.hear(packet("10.9.0.8", OURS, 255));
        host.hear(packet("10.9.0.9", GROUP, 255));
        host.hear(packet("10.9.0.9", OURS, 253));
        assertEquals(1, rejected(host, Rejection.SOURCE));
        assertEquals(1, rejected(host, Rejection.DESTINATION));
        assertEquals(1, rejected(host, Rejection.TTL));
        assertEquals(0, host.router("VI_1").statistics().get(Counter.ADVERT_RECEIVED));
        host.hear(packet("10.9.0.9", OURS, 254));
        assertEquals(1, host.router("VI_1").statistics().get(Counter.ADVERT_RECEIVED));
    }

    @Test
    void unicastWithoutTheCheckTakesAnybody() {
        Host host = host(spec("VI_1", unicast(false), 100, "10.9.0.100/24"));
        host.hear(packet("10.9.0.8", OURS, 12));
        assertEquals(1, host.router("VI_1").statistics().get(Counter.ADVERT_RECEIVED));
    }

    @Test
    void multicastTakesNothingThatWasSentToItAlone() {
        Host host = host(spec("VI_1", Wire.multicast(GROUP), 100, "10.9.0.100/24"));
        host.hear(packet("10.9.0.9", OURS, 255));
        assertEquals(1, rejected(host, Rejection.DESTINATION));
    }

    @Test
    void advertThatReachedSomePeersKeepsTheMaster() {
        Host host = host(spec("VI_1", unicast(true), 100, "10.9.0.100/24"));
        host.pass(4_000);
        for (int i = 0; i < 10; i++) {
            host.give(new Input.Failed("VI_1", Input.Failed.What.SEND_TO_SOME, "to 10.9.0.9: ENETUNREACH"));
        }
        assertEquals(StateName.MASTER, host.state("VI_1"));
        assertEquals(10, host.router("VI_1").statistics().get(Counter.SEND_PARTLY_FAILED));
    }

    @Test
    void fastMasterRenewsItsHoldThreeTimesASecondAndNotWithEachAdvert() {
        Host host = host(spec("VI_1", Wire.multicast(GROUP), 1, "10.9.0.100/24"));
        host.pass(1_000);
        assertEquals(StateName.MASTER, host.state("VI_1"));
        List<Command> commands = host.pass(10_000);
        long adverts = commands.stream()
                .filter(Command.SendAdvertisement.class::isInstance)
                .count();
        long holds = commands.stream()
                .filter(Command.HoldAddresses.class::isInstance)
                .count();
        assertEquals(1_000, adverts);
        assertTrue(holds >= 30 && holds <= 31, "holds: " + holds);
    }
}
