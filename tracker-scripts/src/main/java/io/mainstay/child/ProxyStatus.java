package io.mainstay.child;

import io.mainstay.conf.channel.ProxyMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the supervised proxy is: the reading of the tracker {@code proxy}.
 *
 * @param phase where its process is
 * @param pid its process; 0 while there is none
 * @param restarts launches after the first, since the controller's start
 * @param lastExit how its process last ended, or why it could not start; null if it never did
 * @param healthy whether it runs and says that it serves
 * @param reason why, for an operator
 * @param last what it last said of itself; null since its launch
 * @param since when the phase began, wall clock
 */
public record ProxyStatus(
        Phase phase,
        long pid,
        long restarts,
        @Nullable String lastExit,
        boolean healthy,
        String reason,
        ProxyMessage.@Nullable State last,
        Instant since) {
    /** The states of {@link Supervision}. */
    public enum Phase {
        STOPPED,
        STARTING,
        RUNNING,
        KILLING,
        BACKING_OFF,
        DRAINING
    }

    static Phase phase(Supervision.State state) {
        return switch (state) {
            case Supervision.State.Stopped s -> Phase.STOPPED;
            case Supervision.State.Starting s -> Phase.STARTING;
            case Supervision.State.Running s -> Phase.RUNNING;
            case Supervision.State.Killing s -> Phase.KILLING;
            case Supervision.State.BackingOff s -> Phase.BACKING_OFF;
            case Supervision.State.Draining s -> Phase.DRAINING;
        };
    }
}
