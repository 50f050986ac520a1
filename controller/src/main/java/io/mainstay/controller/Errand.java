package io.mainstay.controller;

import io.mainstay.control.Snapshot;
import io.mainstay.vrrp.router.Input;
import java.util.concurrent.CompletableFuture;

/**
 * An operator's input for the loop.
 *
 * @param done completed by the loop with what the turn left behind
 */
record Errand(Input input, CompletableFuture<Snapshot> done) {
    Errand(Input input) {
        this(input, new CompletableFuture<>());
    }
}
