package io.mainstay.child;

import java.util.concurrent.CompletableFuture;

/**
 * A command under way. Both futures are completed on the runner's own thread: what hangs on them must be short.
 *
 * @param result the verdict; at a time-out it comes at once, before the process is gone
 * @param gone the command's own process has been reaped, or has never been; never fails
 * @param cancel ends the process group; the verdict is "cancelled" unless there is one already
 */
public record ChildRun(CompletableFuture<ChildResult> result, CompletableFuture<Void> gone, Runnable cancel) {}
