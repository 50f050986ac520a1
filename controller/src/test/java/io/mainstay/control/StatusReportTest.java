package io.mainstay.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.Parameters.Announcements;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.packet.Password;
import io.mainstay.vrrp.router.Conduct;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.LinkView;
import io.mainstay.vrrp.router.Packet;
import io.mainstay.vrrp.router.RouterSpec;
import io.mainstay.vrrp.router.RouterTable;
import io.mainstay.vrrp.router.VirtualAddress;
import io.mainstay.vrrp.router.Wire;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusReportTest {
    private static final LinkIndex TWO = new LinkIndex(2);
    private static final VirtualAddress VIP =
            new VirtualAddress(Cidr.of("10.9.0.100/24"), "eth0", null, 0, null, true, true);

    private RouterTable table = RouterTable.EMPTY;
    private Deadline now = Deadline.ORIGIN;

    private void given(Input input) {
        table = table.apply(input, now).table();
    }

    private void started(boolean up) {
        started(up, Conduct.DEFAULT);
    }

    private void started(boolean up, Conduct conduct) {
        RouterSpec spec = new RouterSpec(
                "VI_1",
                "eth0",
                new Vrid(51),
                2,
                100,
                new Centis(100),
                true,
                new Authentication.Simple(Password.of("another")),
                List.of(VIP),
                null,
                Wire.multicast(IpAddress.of("224.0.0.18")),
                3,
                false,
                true,
                Announcements.DEFAULT,
                List.of(),
                null,
                conduct);
        given(new Input.LinksReported(List.of(new LinkView(TWO, "eth0", up, List.of(Cidr.of("10.9.0.1/24"))))));
        given(new Input.Reconfigured(List.of(spec)));
        given(new Input.Started());
    }

    private String json(Map<String, Boolean> held) {
        return StatusReport.json(
                new Snapshot(table, now, Optional.empty(), held, Map.of("loop_turns", 7L), Map.of()),
                new StatusReport.Surroundings(
                        "0.1.0", 4711, List.of("/etc/a.conf"), List.of(), List.of(), Map.of("child_kills", 3L)));
    }

    private Config instance(Map<String, Boolean> held) {
        return ConfigFactory.parseString(json(held)).getConfigList("instances").getFirst();
    }

    @Test
    void masterHoldsItsAddressAndSaysWhenItSpeaksNext() {
        started(true);
        for (int millis : new int[] {1_000, 1_000, 1_000, 610}) { // a loop that slept longer would listen again
            now = now.plus(Duration.ofMillis(millis));
            given(new Input.Tick());
        }
        now = now.plus(Duration.ofMillis(400));
        Config master = instance(Map.of("10.9.0.100/24 dev eth0", true));

        assertEquals("MASTER", master.getString("state"));
        assertEquals(400, master.getLong("sinceMillis"));
        assertEquals(600, master.getLong("advertiseInMillis"));
        assertEquals(true, master.getConfigList("addresses").getFirst().getBoolean("held"));
        assertFalse(master.hasPath("masterDownInMillis"));
    }

    @Test
    void backupNamesThePeerThatItRejectsAndNeverAPassword() {
        started(true);
        byte[] message = HexFormat.of().parseHex("213364020101b85c" + "0a0900640a090065" + "7333637265747077");
        given(new Input.PacketReceived(
                new Packet(TWO, IpAddress.of("10.9.0.2"), IpAddress.of("224.0.0.18"), 255, message)));
        now = now.plus(Duration.ofMillis(250));
        Config backup = instance(Map.of());

        assertEquals("BACKUP", backup.getString("state"));
        Config peer = backup.getConfigList("peers").getFirst();
        assertEquals("10.9.0.2", peer.getString("source"));
        assertEquals("auth_failure", peer.getString("rejectedBecause"));
        assertEquals("the password is another one (auth_pass)", peer.getString("detail"));
        assertEquals(250, peer.getLong("lastHeardMillisAgo"));
        assertEquals(100, peer.getInt("claimedPriority"));
        assertEquals(
                List.of("peer 10.9.0.2 is audibly master with priority 100, but is not understood: the password is"
                        + " another one (auth_pass)"),
                backup.getStringList("audibleRivals"));
        assertEquals(1, backup.getLong("counters.rejected_auth_failure"));
        assertFalse(json(Map.of()).contains("s3cretpw"));
        assertFalse(json(Map.of()).contains("\"another\""));
    }

    @Test
    void faultHasItsCauseAndNoTimers() {
        started(false);
        Config fault = instance(Map.of());

        assertEquals("FAULT", fault.getString("state"));
        assertEquals(List.of("interface eth0 is down"), fault.getStringList("faults"));
        assertFalse(fault.hasPath("advertiseInMillis"));
        assertFalse(fault.hasPath("masterDownInMillis"));
    }

    @Test
    void groupIsShownWithItsStateAndItsMembers() {
        started(true, Conduct.DEFAULT.inGroup("G"));
        Config all = ConfigFactory.parseString(json(Map.of()));
        Config group = all.getConfigList("syncGroups").getFirst();

        assertEquals("G", group.getString("name"));
        assertEquals("BACKUP", group.getString("state"));
        assertEquals(List.of("VI_1"), group.getStringList("members"));
        assertEquals("G", instance(Map.of()).getString("syncGroup"));
    }

    @Test
    void delayedStartSaysHowLongItStillTakes() {
        given(new Input.Started(Duration.ofSeconds(30)));
        now = now.plus(Duration.ofSeconds(10));

        assertEquals(20_000, ConfigFactory.parseString(json(Map.of())).getLong("startsInMillis"));
    }

    @Test
    void answerIsOneLineWithItsVersion() {
        started(true);
        Config all = ConfigFactory.parseString(json(Map.of()));

        assertEquals(1, json(Map.of()).lines().count());
        assertEquals(1, all.getInt("v"));
        assertEquals(7, all.getInt("counters.loop_turns"));
    }
}
