package io.mainstay.sim;

import io.mainstay.time.Deadline;
import io.mainstay.vrrp.router.Command;
import io.mainstay.vrrp.router.Input;
import java.time.Duration;
import java.util.List;

/** A mistake put between a router and the world, to see whether anybody notices. Nothing of it is in the product. */
interface Mutation {
    /** No mistake. */
    Mutation NONE = new Mutation() {};

    /** What the router is told instead. */
    default Input input(SimNode node, Input input) {
        return input;
    }

    /** What is done instead. */
    default List<Command> commands(SimNode node, Input input, List<Command> commands) {
        return commands;
    }

    /** How far ahead of time the router's timer fires. */
    default long earlyNanos(SimNode node) {
        return 0;
    }

    /** When the router believes that it is, where its timer fires early. */
    default Deadline clock(SimNode node, Deadline now) {
        return now.plus(Duration.ofNanos(earlyNanos(node)));
    }
}
