package io.mainstay.control;

import io.mainstay.child.ProxyStatus;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.router.RouterTable;
import java.util.Map;
import java.util.Optional;

/**
 * What the loop last left behind, for others to read.
 *
 * @param table all routers
 * @param now the time of that turn
 * @param proxy the supervised proxy; empty when none is configured
 * @param held for each address, by its text, whether the kernel has it
 * @param counters the loop's own
 * @param since when interfaces ({@code interface NAME}) and trackers, by key, last became what they are
 */
public record Snapshot(
        RouterTable table,
        Deadline now,
        Optional<ProxyStatus> proxy,
        Map<String, Boolean> held,
        Map<String, Long> counters,
        Map<String, Deadline> since) {}
