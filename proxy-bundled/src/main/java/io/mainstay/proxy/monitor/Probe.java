package io.mainstay.proxy.monitor;

import java.util.function.Consumer;

/** Checks one server, one check at a time. Every call and every answer on the server's event loop. */
interface Probe {
    /** Starts a check; the answer comes once, unless {@link #giveUp} comes before it. */
    void check(Consumer<CheckResult> done);

    /** The time is over: drops the connection and says how far the check got. */
    CheckResult giveUp();

    /** Ends orderly what is open. */
    void close();
}
