package io.mainstay.vrrp.fsm;

import static io.mainstay.vrrp.fsm.Elections.HIGHER;
import static io.mainstay.vrrp.fsm.Elections.LOWER;
import static io.mainstay.vrrp.fsm.Elections.heard;
import static io.mainstay.vrrp.fsm.Elections.ms;
import static io.mainstay.vrrp.fsm.Elections.ns;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mainstay.vrrp.fsm.Effect.Remark;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What keepalived never does: under nopreempt a weighted check still moves the addresses. */
class NopreemptTest {
    private static final Parameters P100 = Elections.of(100, false, false);

    /** Hears 150 since a while, last at 10 s. */
    private static final State.Backup FOLLOWS_150 =
            new State.Backup(ns(13_609_375_000L), ms(11_000), HIGHER, 150, Elections.SECOND);

    @Test
    void masterThatStepsBackIsNotFollowedAnyLonger() {
        Step step = Election.step(FOLLOWS_150, heard(90, HIGHER), ms(10_500), P100);
        assertEquals(
                new Step(
                        FOLLOWS_150,
                        List.of(new Remark(
                                Remark.Kind.MASTER_STEPPED_BACK,
                                "master 10.9.0.3 lowered its priority from 150 to 90, below our 100:"
                                        + " taking over in spite of nopreempt"))),
                step);
    }

    @Test
    void masterThatStepsBackAndStaysAboveOursIsFollowed() {
        Step step = Election.step(FOLLOWS_150, heard(100, HIGHER), ms(10_500), P100);
        assertEquals(
                new Step(new State.Backup(ns(14_109_375_000L), ms(11_000), HIGHER, 150, Elections.SECOND), List.of()),
                step);
    }

    @Test
    void masterThatRecoversInTimeIsFollowedAgain() {
        State waiting =
                Election.step(FOLLOWS_150, heard(90, HIGHER), ms(10_500), P100).state();
        State again =
                Election.step(waiting, heard(150, HIGHER), ms(11_500), P100).state();
        assertEquals(new State.Backup(ns(15_109_375_000L), ms(11_000), HIGHER, 150, Elections.SECOND), again);
    }

    @Test
    void masterThatWasAlwaysLowerIsLeftAlone() {
        State.Backup follows90 = new State.Backup(ns(13_609_375_000L), ms(11_000), LOWER, 90, Elections.SECOND);
        State next =
                Election.step(follows90, heard(90, LOWER), ms(10_500), P100).state();
        assertEquals(new State.Backup(ns(14_109_375_000L), ms(11_000), LOWER, 90, Elections.SECOND), next);
    }

    @Test
    void anotherMasterOfLowerPriorityIsNoStepBack() {
        State next =
                Election.step(FOLLOWS_150, heard(90, LOWER), ms(10_500), P100).state();
        assertEquals(new State.Backup(ns(14_109_375_000L), ms(11_000), LOWER, 90, Elections.SECOND), next);
    }

    @Test
    void resignationForgetsThePeak() {
        State next =
                Election.step(FOLLOWS_150, heard(0, HIGHER), ms(10_500), P100).state();
        assertEquals(new State.Backup(ns(11_109_375_000L), ms(11_000), HIGHER, 0, Elections.SECOND), next);
    }
}
