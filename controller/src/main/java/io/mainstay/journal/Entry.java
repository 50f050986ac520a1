package io.mainstay.journal;

import io.mainstay.time.Deadline;
import io.mainstay.vrrp.router.Checkpoint;
import io.mainstay.vrrp.router.Command;
import io.mainstay.vrrp.router.Input;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in a journal. */
sealed interface Entry {
    /** Its number; one more than that of the entry before. */
    long number();

    /**
     * An input of the core and what came of it.
     *
     * @param before the table that took it, where a reader needs it: at the beginning of a file, after a loss
     */
    record Turn(
            long number,
            Instant wall,
            Deadline at,
            Input input,
            List<Command> commands,
            @Nullable Checkpoint before) implements Entry {}

    /**
     * Something that the core does not see: a hook's end, a reload that was refused.
     *
     * @param kind a word
     * @param about the instance, or another name
     */
    record Event(long number, Instant wall, String kind, String about, String text) implements Entry {}
}
