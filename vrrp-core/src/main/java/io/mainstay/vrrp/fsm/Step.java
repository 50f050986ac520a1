package io.mainstay.vrrp.fsm;

import java.util.List;

/**
 * The outcome of one event.
 *
 * @param state the state from now on
 * @param effects what to do about it, in order
 */
public record Step(State state, List<Effect> effects) {
    public Step {
        effects = List.copyOf(effects);
    }

    static Step stay(State state, Effect... effects) {
        return new Step(state, List.of(effects));
    }
}
