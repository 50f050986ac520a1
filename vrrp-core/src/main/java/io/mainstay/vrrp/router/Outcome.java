package io.mainstay.vrrp.router;

import java.util.ArrayList;
import java.util.List;

/** A router after an input, and what it wants done. */
record Outcome(VirtualRouter router, List<Command> commands) {
    Outcome {
        commands = List.copyOf(commands);
    }

    static Outcome quiet(VirtualRouter router) {
        return new Outcome(router, List.of());
    }

    /** The same router, with commands that come before. */
    Outcome after(List<Command> earlier) {
        List<Command> all = new ArrayList<>(earlier);
        all.addAll(commands);
        return new Outcome(router, all);
    }
}
