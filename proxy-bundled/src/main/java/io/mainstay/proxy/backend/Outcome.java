package io.mainstay.proxy.backend;

/** What becomes of a claim. */
public sealed interface Outcome {
    /** A slot, at once. */
    record Granted(Lease lease) implements Outcome {}

    /** In the queue; {@link Claimant#granted} says when it is over, {@link Backends#abandon} ends it. */
    record Waiting() implements Outcome {}

    /** Nothing to wait for: every queue is full. */
    record QueueFull(String reason) implements Outcome {}
}
