package io.mainstay.vrrp.track;

/** What a tracker says of the thing that it watches. */
public sealed interface Verdict {
    /** The thing is well. */
    record Up() implements Verdict {}

    /** The thing is not well, or cannot be watched: a check that cannot run fails closed. */
    record Down() implements Verdict {}

    /**
     * A number, as a tracked file holds it; it is multiplied with the weight, and with weight 0 anything but 0 is a
     * fault.
     *
     * @param value any number; the result is clamped, not the number
     */
    record Value(int value) implements Verdict {}

    /** The thing is well. */
    Verdict UP = new Up();

    /** The thing is not well. */
    Verdict DOWN = new Down();
}
