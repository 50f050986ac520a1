package io.mainstay.notify;

import java.time.Instant;
import java.util.Map;

/**
 * Why a hook runs; in its environment, so that scripts need not guess.
 *
 * @param sequence changes of state since the program's start, over all instances: 1 for the first; a script that is
 *     late, or told of two changes at once, knows which is the newer one
 * @param previous the state before, in the election's word
 * @param reason in words for an operator
 * @param at when the state changed
 */
public record Cause(long sequence, String previous, String reason, Instant at) {
    /** The variables that a hook gets besides the controller's own. */
    Map<String, String> environment(Transition t) {
        return Map.of(
                "MAINSTAY_SEQUENCE", Long.toString(sequence),
                "MAINSTAY_KIND", t.kind().name(),
                "MAINSTAY_NAME", t.name(),
                "MAINSTAY_STATE", t.state().name(),
                "MAINSTAY_PREVIOUS_STATE", previous,
                "MAINSTAY_PRIORITY", Integer.toString(t.priority()),
                "MAINSTAY_REASON", reason.replace('\0', ' '),
                "MAINSTAY_TIME", at.toString());
    }
}
