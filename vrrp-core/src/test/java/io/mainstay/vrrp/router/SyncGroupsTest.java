package io.mainstay.vrrp.router;

import static io.mainstay.vrrp.router.Host.packet;
import static io.mainstay.vrrp.router.Host.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.router.Host.Spec;
import io.mainstay.vrrp.router.RouterSpec.Weighted;
import io.mainstay.vrrp.track.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** keepalived's rules for the members of a sync group, each by itself. */
class SyncGroupsTest {
    private static final RouterSpec A = member(Spec.of("A", 51, 100, "10.9.0.100/24"));
    private static final RouterSpec B = member(Spec.of("B", 52, 100, "10.9.0.101/24"));
    private static final RouterSpec CHECKED =
            member(Spec.of("B", 52, 100, "10.9.0.101/24").tracking(new Weighted("script chk", 0, false)));

    private static RouterSpec member(Spec spec) {
        return spec.build().with(Conduct.DEFAULT.inGroup("G"));
    }

    private static void assertStates(Host host, StateName a, StateName b) {
        assertEquals(List.of(a, b), List.of(host.state("A"), host.state("B")));
    }

    private static List<String> group(List<Command> commands) {
        return words(commands).stream().filter(w -> w.startsWith("group")).toList();
    }

    @Test
    void membersBecomeMasterTogetherWhenTheLastOneIsReady() {
        RouterSpec slow = member(Spec.of("B", 52, 1, "10.9.0.101/24"));
        Host host = Host.started(A, slow);
        host.pass(3_700);
        assertStates(host, StateName.BACKUP, StateName.BACKUP);
        List<Command> done = host.pass(400);
        assertStates(host, StateName.MASTER, StateName.MASTER);
        assertEquals(List.of("group G BACKUP -> MASTER"), group(done));
        assertEquals(
                host.router("A").transition().at(),
                host.router("B").transition().at());
        assertEquals("group G BACKUP -> MASTER", words(done).getLast(), "members before their group");
    }

    @Test
    void memberThatHearsAMasterHoldsTheOthersBackForAsLongAsItDoes() {
        Host host = Host.started(A, B);
        for (int i = 0; i < 20; i++) {
            host.hear(packet("10.9.0.9", 52, 150, "10.9.0.101"));
            host.pass(1_000);
            assertStates(host, StateName.BACKUP, StateName.BACKUP);
        }
        host.pass(2_700);
        assertStates(host, StateName.MASTER, StateName.MASTER);
        assertTrue(host.router("A").transition().reason().startsWith("vrrp_sync_group G takes over: no master heard"));
    }

    @Test
    void waitingForTheGroupCostsNoTurns() {
        Host host = Host.started(A, B);
        int[] ticks = {0};
        for (int i = 0; i < 10; i++) {
            host.hear(packet("10.9.0.9", 52, 150, "10.9.0.101"));
            host.pass(1_000, c -> ticks[0]++);
        }
        assertTrue(ticks[0] <= 30, () -> ticks[0] + " ticks in ten seconds");
    }

    @Test
    void memberThatIsOutrankedTakesTheOthersWithItAndTheyResign() {
        Host host = Host.master(A, B);
        List<Command> done = host.hear(packet("10.9.0.9", 52, 150, "10.9.0.101"));
        assertStates(host, StateName.BACKUP, StateName.BACKUP);
        assertTrue(
                words(done).contains("A send priority 0 [10.9.0.100]"),
                () -> words(done).toString());
        assertEquals(
                "vrrp_sync_group G: B is backup", host.router("A").transition().reason());
        assertEquals(List.of("group G MASTER -> BACKUP"), group(done));
    }

    @Test
    void faultOfOneReleasesAllInTheSameTurn() {
        Host host = Host.started(A, CHECKED);
        host.report("script chk", Verdict.UP, "ok");
        host.pass(4_000);
        assertStates(host, StateName.MASTER, StateName.MASTER);
        List<Command> done = host.report("script chk", Verdict.DOWN, "exit status 1");
        assertStates(host, StateName.FAULT, StateName.FAULT);
        assertEquals(
                List.of("vrrp_sync_group G: B: script chk: exit status 1"),
                host.router("A").faults());
        assertTrue(words(done).contains("A remove [10.9.0.100/24 dev eth0]"));
        assertEquals(List.of("group G MASTER -> FAULT"), group(done));
    }

    @Test
    void faultThatEndsLetsAllListenAgainTogether() {
        Host host = Host.started(A, CHECKED);
        host.report("script chk", Verdict.DOWN, "exit status 1");
        assertStates(host, StateName.FAULT, StateName.FAULT);
        assertEquals(List.of("group G FAULT -> BACKUP"), group(host.report("script chk", Verdict.UP, "ok")));
        assertStates(host, StateName.BACKUP, StateName.BACKUP);
        host.pass(3_610);
        assertStates(host, StateName.MASTER, StateName.MASTER);
    }

    @Test
    void twoFaultsMustBothEnd() {
        RouterSpec a = member(Spec.of("A", 51, 100, "10.9.0.100/24").tracking(new Weighted("file f", 0, false)));
        Host host = Host.started(a, CHECKED);
        host.report("script chk", Verdict.DOWN, "exit status 1");
        host.report("file f", Verdict.DOWN, "7");
        host.report("script chk", Verdict.UP, "ok");
        assertStates(host, StateName.FAULT, StateName.FAULT);
        assertEquals(
                List.of("vrrp_sync_group G: A: file f: 7"), host.router("B").faults());
        host.report("file f", Verdict.UP, "0");
        assertStates(host, StateName.BACKUP, StateName.BACKUP);
    }

    @Test
    void oneThatWaitsForItsFirstVerdictKeepsTheOthersFromBeginning() {
        Host host = Host.started(A, CHECKED);
        host.pass(10_000);
        assertStates(host, StateName.INIT, StateName.INIT);
        host.report("script chk", Verdict.UP, "ok");
        assertStates(host, StateName.BACKUP, StateName.BACKUP);
    }

    @Test
    void ownersWaitForMembersThatOwnNothing() {
        RouterSpec owner = member(Spec.of("A", 51, 255, "10.9.0.100/24"));
        Host mixed = Host.started(owner, B);
        assertStates(mixed, StateName.BACKUP, StateName.BACKUP);
        mixed.pass(3_610);
        assertStates(mixed, StateName.MASTER, StateName.MASTER);
        Host owners = Host.started(owner, member(Spec.of("B", 52, 255, "10.9.0.101/24")));
        assertStates(owners, StateName.MASTER, StateName.MASTER);
    }

    @Test
    void memberThatIsRefusedHoldsTheWholeGroupInFault() {
        RouterSpec refused = member(Spec.of("B", 52, 100, "10.9.0.101/24").refused("no interface"));
        Host host = Host.started(A, refused);
        assertStates(host, StateName.FAULT, StateName.FAULT);
        assertEquals(
                List.of("vrrp_sync_group G: B: configuration: no interface"),
                host.router("A").faults());
    }

    @Test
    void stalledMemberIsNoExceptionAllListenFirst() {
        Host host = Host.master(A, B);
        host.stall(10_000);
        host.give(new Input.Tick());
        assertStates(host, StateName.BACKUP, StateName.BACKUP);
    }

    @Test
    void memberThatAReloadAddsJoinsAMasterWithoutTheGroupSteppingBack() {
        Host host = Host.master(A);
        List<Command> done = host.give(new Input.Reconfigured(List.of(A, B)));
        assertStates(host, StateName.MASTER, StateName.MASTER);
        assertEquals(
                List.of(), words(done).stream().filter(w -> w.startsWith("A ")).toList());
    }

    @Test
    void memberThatAReloadLetsGoGoesOnAlone() {
        Host host = Host.started(A, CHECKED);
        host.report("script chk", Verdict.DOWN, "exit status 1");
        RouterSpec alone = A.with(Conduct.DEFAULT);
        host.give(new Input.Reconfigured(List.of(alone, CHECKED)));
        assertEquals(StateName.BACKUP, host.state("A"));
        host.pass(3_610);
        assertEquals(StateName.MASTER, host.state("A"));
    }

    @Test
    void willingMemberThatLeavesTheGroupListensOnceMore() {
        Host host = Host.started(A, B);
        for (int i = 0; i < 6; i++) {
            host.hear(packet("10.9.0.9", 52, 150, "10.9.0.101"));
            host.pass(1_000);
        }
        host.give(new Input.Reconfigured(List.of(A.with(Conduct.DEFAULT), B)));
        assertEquals(StateName.BACKUP, host.state("A"));
        host.pass(3_610);
        assertEquals(StateName.MASTER, host.state("A"));
    }

    @Test
    void groupThatStopsTellsItsEnd() {
        Host host = Host.master(A, B);
        List<Command> done = host.give(new Input.Stopping("SIGTERM"));
        assertEquals(List.of("group G MASTER -> INIT (stopping)"), group(done));
        assertTrue(words(done).contains("B send priority 0 [10.9.0.101]"));
    }

    @Test
    void addressThatIsRefusedToOneIsTroubleForAll() {
        Host host = Host.master(A, B);
        host.give(new Input.Failed("A", Input.Failed.What.HOLD_ADDRESSES, "EPERM"));
        assertStates(host, StateName.FAULT, StateName.FAULT);
        host.pass(5_000);
        assertStates(host, StateName.BACKUP, StateName.BACKUP);
    }

    @Test
    void whoIsInNoGroupIsLeftAlone() {
        RouterSpec alone = Spec.of("A", 51, 100, "10.9.0.100/24").build();
        Host host = Host.master(alone, B);
        host.hear(packet("10.9.0.9", 52, 150, "10.9.0.101"));
        assertStates(host, StateName.MASTER, StateName.BACKUP);
        assertEquals(StateName.BACKUP, host.table().syncGroupState("G"));
        assertEquals(StateName.INIT, host.table().syncGroupState("other"));
    }
}
