package io.mainstay.metrics;

import io.mainstay.child.ProxyStatus;
import io.mainstay.control.Snapshot;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.router.VirtualRouter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A question of a load balancer or a probe, answered.
 *
 * @param well 200 or 503
 * @param text why, for people
 */
record Health(boolean well, String text) {
    /** A loop that has not come round for so long stands still; it does every second. */
    private static final Duration STILL = Duration.ofSeconds(5);

    /** The loop turns. */
    static Health live(Snapshot s, Deadline now) {
        Duration idle = s.now().until(now);
        return idle.compareTo(STILL) < 0
                ? new Health(true, "the loop turns")
                : new Health(false, "the loop has stood still for " + idle.toSeconds() + " s");
    }

    /** It turns, every instance could be master, and the proxy serves. */
    static Health ready(Snapshot s, Deadline now) {
        List<String> reasons = new ArrayList<>();
        Health live = live(s, now);
        if (!live.well()) {
            reasons.add(live.text());
        }
        for (VirtualRouter r : s.table().routers()) {
            StateName state = r.state().name();
            if (state == StateName.FAULT || state == StateName.INIT) {
                reasons.add(r.spec().name() + " is " + state);
            }
        }
        s.proxy().filter(p -> !p.healthy()).map(ProxyStatus::reason).ifPresent(r -> reasons.add("proxy: " + r));
        return new Health(reasons.isEmpty(), reasons.isEmpty() ? "ready" : String.join("; ", reasons));
    }

    /** It turns, and this instance is master; without a name, any. */
    static Health master(Snapshot s, Deadline now, String name) {
        boolean master = s.table().routers().stream()
                .filter(r -> name.isEmpty() || r.spec().name().equals(name))
                .anyMatch(r -> r.state().name() == StateName.MASTER);
        boolean live = live(s, now).well();
        return new Health(
                master && live, master ? "master" + (live ? "" : ", but the loop stands still") : "not master");
    }
}
