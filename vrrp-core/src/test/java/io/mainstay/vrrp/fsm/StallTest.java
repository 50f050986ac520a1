package io.mainstay.vrrp.fsm;

import static io.mainstay.vrrp.fsm.Elections.HIGHER;
import static io.mainstay.vrrp.fsm.Elections.heard;
import static io.mainstay.vrrp.fsm.Elections.ms;
import static io.mainstay.vrrp.fsm.Elections.ns;
import static io.mainstay.vrrp.fsm.StateName.BACKUP;
import static io.mainstay.vrrp.fsm.StateName.INIT;
import static io.mainstay.vrrp.fsm.StateName.MASTER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.Effect.Changed;
import io.mainstay.vrrp.fsm.Effect.HoldAddresses;
import io.mainstay.vrrp.fsm.Effect.Remark;
import io.mainstay.vrrp.fsm.Effect.RemoveAddresses;
import io.mainstay.vrrp.fsm.Effect.SendAdvertisement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A loop that stood still for longer than its master-down interval listens before it speaks. */
class StallTest {
    private static final Parameters P100 = Elections.of(100);

    /** Advertised last at 10 s; silent for more than 3.609375 s from 13.609375001 s on. */
    private static final State.Master MASTER_AT_10 =
            new State.Master(ms(11_000), Deadline.NEVER, 5, Deadline.NEVER, ms(11_000));

    private static final String REASON = "stalled for 3.609s: listening before speaking";
    private static final List<Effect> GIVES_UP = List.of(
            new RemoveAddresses(), new Remark(Remark.Kind.STALLED, REASON), new Changed(MASTER, BACKUP, REASON));
    private static final State.Backup LISTENS =
            new State.Backup(ns(17_218_750_001L), ns(14_609_375_001L), null, 0, null);

    @Test
    void masterAtTheVeryEndOfItsIntervalGoesOn() {
        assertFalse(Election.isStalled(MASTER_AT_10, ns(13_609_375_000L), P100));
        Step step = Election.step(MASTER_AT_10, new Event.Tick(), ns(13_609_375_000L), P100);
        assertEquals(List.of(new SendAdvertisement(100), new HoldAddresses(Duration.ofSeconds(3))), step.effects());
    }

    @Test
    void masterOneNanosecondLaterLetsGoAndListens() {
        assertTrue(Election.isStalled(MASTER_AT_10, ns(13_609_375_001L), P100));
        assertEquals(
                new Step(LISTENS, GIVES_UP), Election.step(MASTER_AT_10, new Event.Tick(), ns(13_609_375_001L), P100));
    }

    @Test
    void stalledMasterDoesNotAnswerALowerPriority() {
        Step step = Election.step(MASTER_AT_10, heard(50, HIGHER), ns(13_609_375_001L), P100);
        assertEquals(GIVES_UP, step.effects());
        assertEquals(new State.Backup(ns(17_218_750_001L), ns(14_609_375_001L), HIGHER, 50, null), step.state());
    }

    @Test
    void stalledMasterThatEndsDoesNotResignForAnother() {
        Step step = Election.step(MASTER_AT_10, new Event.Shutdown("SIGTERM"), ns(13_609_375_001L), P100);
        assertEquals(new State.Init(), step.state());
        assertEquals(
                List.of(
                        new RemoveAddresses(),
                        new Remark(Remark.Kind.STALLED, REASON),
                        new Changed(MASTER, BACKUP, REASON),
                        new RemoveAddresses(),
                        new Changed(BACKUP, INIT, "SIGTERM")),
                step.effects());
    }

    @Test
    void stalledMasterOfAnotherPriorityListensForTheWholeOfItsNewInterval() {
        Event changed = new Event.ParametersChanged(P100);
        Step step = Election.step(MASTER_AT_10, changed, ns(13_609_375_001L), Elections.of(254));
        assertEquals(new State.Backup(ns(16_617_187_501L), ns(14_609_375_001L), null, 0, null), step.state());
    }

    @Test
    void backupThatSleptThroughItsTimerListensAgain() {
        State.Backup due = new State.Backup(ms(13_000), ms(11_000), HIGHER, 150, Elections.SECOND);
        Step step = Election.step(due, new Event.Tick(), ms(20_000), P100);
        assertEquals(
                new Step(
                        new State.Backup(ns(23_609_375_000L), ms(21_000), null, 0, Elections.SECOND),
                        List.of(new Remark(
                                Remark.Kind.STALLED, "stalled for 10.000s: listening again before speaking"))),
                step);
    }

    @Test
    void backupThatIsALittleLateTakesOver() {
        State.Backup due = new State.Backup(ms(13_000), ms(13_500), HIGHER, 150, Elections.SECOND);
        assertEquals(
                MASTER,
                Election.step(due, new Event.Tick(), ms(14_000), P100).state().name());
    }

    @Test
    void backupComesRoundEachInterval() {
        State.Backup listening = new State.Backup(ns(13_609_375_000L), ms(11_000), null, 0, null);
        assertEquals(ms(11_000), listening.nextDeadline());
        assertEquals(
                new Step(new State.Backup(ns(13_609_375_000L), ms(12_000), null, 0, null), List.of()),
                Election.step(listening, new Event.Tick(), ms(11_000), P100));
    }
}
