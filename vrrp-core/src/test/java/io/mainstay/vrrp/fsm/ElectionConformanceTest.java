package io.mainstay.vrrp.fsm;

import static io.mainstay.vrrp.fsm.Elections.HIGHER;
import static io.mainstay.vrrp.fsm.Elections.LOWER;
import static io.mainstay.vrrp.fsm.Elections.OURS;
import static io.mainstay.vrrp.fsm.Elections.heard;
import static io.mainstay.vrrp.fsm.Elections.ms;
import static io.mainstay.vrrp.fsm.Elections.ns;
import static io.mainstay.vrrp.fsm.StateName.BACKUP;
import static io.mainstay.vrrp.fsm.StateName.INIT;
import static io.mainstay.vrrp.fsm.StateName.MASTER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mainstay.net.IpAddress;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.Effect.Announce;
import io.mainstay.vrrp.fsm.Effect.Changed;
import io.mainstay.vrrp.fsm.Effect.HoldAddresses;
import io.mainstay.vrrp.fsm.Effect.Remark;
import io.mainstay.vrrp.fsm.Effect.RemoveAddresses;
import io.mainstay.vrrp.fsm.Effect.SendAdvertisement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** RFC 3768 6.4, row by row; each test bears the number of the requirement that it shows. */
class ElectionConformanceTest {
    private static final Duration THREE_SECONDS = Duration.ofSeconds(3);
    private static final Parameters P100 = Elections.of(100);

    /** Listening since 10 s to nobody yet: down at 13.609375 s. */
    private static final State.Backup BACKUP_AT_10 = new State.Backup(ns(13_609_375_000L), ms(11_000), null, 0, null);

    /** Master since 10 s: advertises at 11 s, announces again at 15 s. */
    private static final State.Master MASTER_AT_10 =
            new State.Master(ms(11_000), ms(15_000), 5, Deadline.NEVER, ms(11_000));

    private static final List<Effect> TAKE_OVER_100 =
            List.of(new SendAdvertisement(100), new HoldAddresses(THREE_SECONDS), new Announce(5));

    private static Step step(State state, Event event, Deadline now, Parameters p) {
        return Election.step(state, event, now, p);
    }

    private static void assertStep(State state, List<Effect> effects, Step step) {
        assertEquals(new Step(state, effects), step);
    }

    private static List<Effect> and(List<Effect> effects, Effect last) {
        return Stream.concat(effects.stream(), Stream.of(last)).toList();
    }

    @Test
    void F1_ownerStartsAsMaster() {
        assertStep(
                MASTER_AT_10,
                List.of(
                        new SendAdvertisement(255),
                        new HoldAddresses(THREE_SECONDS),
                        new Announce(5),
                        new Changed(INIT, MASTER, "started, owner of the addresses")),
                step(new State.Init(), new Event.Startup(), ms(10_000), Elections.of(255)));
    }

    @Test
    void F2_anyOtherStartsAsBackupWithMasterDownTimer() {
        assertStep(
                BACKUP_AT_10,
                List.of(new RemoveAddresses(), new Changed(INIT, BACKUP, "started")),
                step(new State.Init(), new Event.Startup(), ms(10_000), P100));
    }

    @Test
    void F3_F5_backupGivesUpAddressesOfAnEarlierLife() {
        Step step = step(new State.Init(), new Event.Startup(), ms(0), P100);
        assertEquals(new RemoveAddresses(), step.effects().getFirst());
    }

    @Test
    void F6_masterDownTimerMakesMasterThatAdvertisesHoldsAndAnnounces() {
        State.Backup awake = new State.Backup(ns(13_609_375_000L), ms(14_000), null, 0, null);
        assertStep(
                new State.Master(ns(14_609_375_000L), ns(18_609_375_000L), 5, Deadline.NEVER, ns(14_609_375_000L)),
                and(TAKE_OVER_100, new Changed(BACKUP, MASTER, "no master heard for 3.609s")),
                step(awake, new Event.Tick(), ns(13_609_375_000L), P100));
    }

    @Test
    void F6_notOneNanosecondEarlier() {
        State.Backup awake = new State.Backup(ns(13_609_375_000L), ms(14_000), null, 0, null);
        assertStep(awake, List.of(), step(awake, new Event.Tick(), ns(13_609_374_999L), P100));
    }

    @Test
    void F7_priorityZeroSetsTimerToSkew() {
        assertStep(
                new State.Backup(ns(10_809_375_000L), ms(11_000), HIGHER, 0, null),
                List.of(new Remark(Remark.Kind.RESIGNATION_HEARD, "master 10.9.0.3 resigned")),
                step(BACKUP_AT_10, heard(0, HIGHER), ms(10_200), P100));
    }

    @Test
    void F8_higherOrEqualPriorityResetsTimer() {
        for (int priority : new int[] {100, 101, 254, 255}) {
            assertStep(
                    new State.Backup(ns(13_809_375_000L), ms(11_000), LOWER, priority, Elections.SECOND),
                    List.of(),
                    step(BACKUP_AT_10, heard(priority, LOWER), ms(10_200), P100));
        }
    }

    @Test
    void F8_withoutPreemptionEveryPriorityResetsTimer() {
        for (int priority : new int[] {1, 99, 100, 255}) {
            assertStep(
                    new State.Backup(ns(13_809_375_000L), ms(11_000), LOWER, priority, Elections.SECOND),
                    List.of(),
                    step(BACKUP_AT_10, heard(priority, LOWER), ms(10_200), Elections.of(100, false, false)));
        }
    }

    @Test
    void F9_lowerPriorityLeavesTimerUntouched() {
        for (int priority : new int[] {1, 99}) {
            assertStep(
                    new State.Backup(ns(13_609_375_000L), ms(11_000), HIGHER, priority, null),
                    List.of(),
                    step(BACKUP_AT_10, heard(priority, HIGHER), ms(10_200), P100));
        }
    }

    @Test
    void F10_backupThatEndsGoesToInitWithoutAWord() {
        assertStep(
                new State.Init(),
                List.of(new RemoveAddresses(), new Changed(BACKUP, INIT, "SIGTERM")),
                step(BACKUP_AT_10, new Event.Shutdown("SIGTERM"), ms(10_200), P100));
    }

    @Test
    void F11_masterAdvertisesEachInterval() {
        assertStep(
                new State.Master(ms(12_000), ms(15_000), 5, Deadline.NEVER, ms(12_000)),
                List.of(new SendAdvertisement(100), new HoldAddresses(THREE_SECONDS)),
                step(MASTER_AT_10, new Event.Tick(), ms(11_000), P100));
        assertStep(MASTER_AT_10, List.of(), step(MASTER_AT_10, new Event.Tick(), ms(10_999), P100));
    }

    @Test
    void F12_masterThatEndsResignsBeforeItLetsGo() {
        assertStep(
                new State.Init(),
                List.of(new SendAdvertisement(0), new RemoveAddresses(), new Changed(MASTER, INIT, "SIGTERM")),
                step(MASTER_AT_10, new Event.Shutdown("SIGTERM"), ms(10_200), P100));
    }

    @Test
    void F13_masterAnswersPriorityZeroWithAnAdvertisement() {
        assertStep(
                new State.Master(ms(11_200), ms(15_000), 5, Deadline.NEVER, ms(11_200)),
                List.of(new SendAdvertisement(100), new HoldAddresses(THREE_SECONDS)),
                step(MASTER_AT_10, heard(0, HIGHER), ms(10_200), P100));
    }

    @Test
    void F14_masterGivesWayToHigherPriority() {
        assertStep(
                new State.Backup(ns(13_809_375_000L), ms(11_200), LOWER, 101, Elections.SECOND),
                List.of(
                        new RemoveAddresses(),
                        new Changed(MASTER, BACKUP, "outranked by 10.9.0.1: priority 101 over our 100")),
                step(MASTER_AT_10, heard(101, LOWER), ms(10_200), P100));
    }

    @Test
    void F14_alsoUnderNopreempt() {
        State next = step(MASTER_AT_10, heard(101, LOWER), ms(10_200), Elections.of(100, false, false))
                .state();
        assertEquals(BACKUP, next.name());
    }

    @Test
    void F15_equalPriorityYieldsToHigherAddress() {
        assertStep(
                new State.Backup(ns(13_809_375_000L), ms(11_200), HIGHER, 100, Elections.SECOND),
                List.of(
                        new RemoveAddresses(),
                        new Changed(
                                MASTER, BACKUP, "outranked by 10.9.0.3: equal priority 100 and the higher address")),
                step(MASTER_AT_10, heard(100, HIGHER), ms(10_200), P100));
        assertEquals(
                MASTER,
                step(MASTER_AT_10, heard(100, LOWER), ms(10_200), P100).state().name());
    }

    @Test
    void F15_addressesCompareUnsigned() {
        IpAddress far = IpAddress.of("200.0.0.1");
        assertEquals(
                BACKUP,
                step(MASTER_AT_10, heard(100, far), ms(10_200), P100).state().name());
    }

    @Test
    void F16_lowerPrioNoAdvertKeepsSilentButAnnounces() {
        assertStep(
                new State.Master(ms(11_000), ms(15_200), 5, Deadline.NEVER, ms(11_000)),
                List.of(
                        new Announce(5),
                        new Remark(
                                Remark.Kind.LOWER_PRIORITY_HEARD,
                                "10.9.0.3 also claims to be master, with priority 99 below our 100")),
                step(MASTER_AT_10, heard(99, HIGHER), ms(10_200), Elections.of(100, true, true)));
    }

    @Test
    void F17_lowerPriorityIsAnsweredAndAnnouncedAtOnce() {
        assertStep(
                new State.Master(ms(11_200), ms(15_200), 5, Deadline.NEVER, ms(11_200)),
                List.of(
                        new SendAdvertisement(100),
                        new HoldAddresses(THREE_SECONDS),
                        new Announce(5),
                        new Remark(
                                Remark.Kind.LOWER_PRIORITY_HEARD,
                                "10.9.0.3 also claims to be master, with priority 99 below our 100")),
                step(MASTER_AT_10, heard(99, HIGHER), ms(10_200), P100));
    }

    @Test
    void F24_secondBurstComesOnceAfterItsDelay() {
        State.Master due = new State.Master(ms(15_300), ms(15_000), 5, Deadline.NEVER, ms(15_300));
        assertStep(
                new State.Master(ms(15_300), Deadline.NEVER, 5, Deadline.NEVER, ms(15_300)),
                List.of(new Announce(5)),
                step(due, new Event.Tick(), ms(15_000), P100));
    }

    @Test
    void refreshComesAgainAndAgain() {
        Parameters.Announcements every10 =
                new Parameters.Announcements(3, Duration.ZERO, Duration.ofSeconds(10), 2, 0, Duration.ZERO);
        Parameters p = new Parameters(2, 100, P100.interval(), 3, true, OURS, false, every10);
        State.Backup due = new State.Backup(ms(10_000), ms(11_000), null, 0, null);
        State first = step(due, new Event.Tick(), ms(10_000), p).state();
        assertEquals(new State.Master(ms(11_000), Deadline.NEVER, 3, ms(20_000), ms(11_000)), first);
        State.Master later = new State.Master(ms(20_500), Deadline.NEVER, 3, ms(20_000), ms(20_500));
        assertStep(
                new State.Master(ms(20_500), Deadline.NEVER, 3, ms(30_000), ms(20_500)),
                List.of(new Announce(2)),
                step(later, new Event.Tick(), ms(20_000), p));
    }

    @Test
    void faultOfAMasterResignsAndReleases() {
        assertStep(
                new State.Fault(),
                List.of(
                        new SendAdvertisement(0),
                        new RemoveAddresses(),
                        new Changed(MASTER, StateName.FAULT, "interface eth0 is down")),
                step(MASTER_AT_10, new Event.FaultRaised("interface eth0 is down"), ms(10_200), P100));
    }

    @Test
    void clearedFaultListensForAWholeMasterDown() {
        assertStep(
                BACKUP_AT_10,
                List.of(new RemoveAddresses(), new Changed(StateName.FAULT, BACKUP, "well again")),
                step(new State.Fault(), new Event.FaultCleared("well again"), ms(10_000), P100));
    }

    @Test
    void clearedFaultOfTheOwnerMakesItMasterAtOnce() {
        State next = step(new State.Fault(), new Event.FaultCleared("well again"), ms(10_000), Elections.of(255))
                .state();
        assertEquals(MASTER_AT_10, next);
    }

    @Test
    void changedPriorityMovesARunningTimerByTheSkew() {
        Step step = step(BACKUP_AT_10, new Event.ParametersChanged(P100), ms(10_200), Elections.of(150));
        assertStep(new State.Backup(ns(13_414_062_500L), ms(11_000), null, 0, null), List.of(), step);
    }

    @Test
    void changedPriorityNeverMovesATimerIntoThePast() {
        State.Backup almost = new State.Backup(ms(10_300), ms(11_000), null, 0, null);
        Step step = step(almost, new Event.ParametersChanged(Elections.of(1)), ms(10_200), Elections.of(254));
        assertStep(new State.Backup(ms(10_200), ms(11_000), null, 0, null), List.of(), step);
    }

    @Test
    void changedIntervalStartsListeningAfresh() {
        State.Backup slow = new State.Backup(ms(30_000), ms(20_000), HIGHER, 150, Elections.SECOND);
        Step step =
                step(slow, new Event.ParametersChanged(Elections.of(2, 100, 1000, 3, true, false)), ms(12_000), P100);
        assertStep(new State.Backup(ns(15_609_375_000L), ms(13_000), HIGHER, 150, Elections.SECOND), List.of(), step);
    }

    @Test
    void shorterIntervalOfAMasterBringsItsAdvertisementForward() {
        State.Master slow = new State.Master(ms(20_000), Deadline.NEVER, 5, Deadline.NEVER, ms(20_000));
        Step step =
                step(slow, new Event.ParametersChanged(Elections.of(2, 100, 1000, 3, true, false)), ms(12_000), P100);
        assertStep(new State.Master(ms(13_000), Deadline.NEVER, 5, Deadline.NEVER, ms(13_000)), List.of(), step);
    }
}
