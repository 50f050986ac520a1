package io.mainstay.vrrp.router;

import io.mainstay.time.Deadline;

/** What an operator has ordered of one router; it holds until it is fulfilled or taken back. */
public sealed interface Order {
    /** Nothing: the election alone decides. */
    record None() implements Order {}

    /**
     * Stay backup, whatever happens; a master resigns.
     *
     * @param reason the operator's words
     */
    record Maintenance(String reason) implements Order {}

    /**
     * A master offers its addresses: it keeps them and advertises the lowest priority, so that any backup that may
     * preempt takes over when its timer ends. Nothing is lost when there is none.
     *
     * @param until when a backup would have taken over at the latest
     */
    record Offer(Deadline until) implements Order {}

    /**
     * It has handed over and does not take back as long as the other one is well: as under {@code nopreempt}, until it
     * is master again or the operator cancels.
     */
    record HandedOver() implements Order {}

    /** No order. */
    Order NONE = new None();
}
