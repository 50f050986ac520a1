package io.mainstay.controller;

import io.mainstay.conf.model.PacingConfig;
import io.mainstay.time.Deadline;
import io.mainstay.time.Timeline;
import io.mainstay.vrrp.router.VirtualAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Announcements that keep a distance from each other: each interface, or {@code garp_group} of interfaces, is a lane of
 * its own. Nothing here waits: what is due is sent when the loop comes round. Owned by the loop.
 */
final class PacedAnnouncements {
    /** Frames that wait over all lanes; past it the new ones are dropped and counted. Enough for 255 x 5 x 5. */
    static final int LIMIT = 8_192;

    /** What waits on one lane, and when the next may go. */
    private static final class Lane {
        final Deque<VirtualAddress> waiting = new ArrayDeque<>();
        Deadline nextAt = Deadline.ORIGIN;
    }

    private final Timeline timeline;
    private final Consumer<VirtualAddress> sender;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private PacingConfig pacing = PacingConfig.NONE;
    private int waiting;
    private long dropped;

    /**
     * Nothing waits yet, and nothing keeps a distance.
     *
     * @param sender sends one frame at once
     */
    PacedAnnouncements(Timeline timeline, Consumer<VirtualAddress> sender) {
        this.timeline = timeline;
        this.sender = sender;
    }

    /** Another pace; what waits goes on at it. */
    void configure(PacingConfig changed) {
        pacing = changed;
    }

    /** Round-robin over the addresses, as keepalived does, so that each is announced early. */
    void announce(List<VirtualAddress> addresses, int repeat) {
        for (int i = 0; i < repeat; i++) {
            addresses.forEach(this::add);
        }
        sendDue();
    }

    private void add(VirtualAddress address) {
        Lane lane = lanes.computeIfAbsent(laneOf(address), l -> new Lane());
        if (lane.waiting.isEmpty() && interval(address).isZero()) {
            sender.accept(address);
        } else if (waiting >= LIMIT) {
            dropped++;
        } else {
            lane.waiting.add(address);
            waiting++;
        }
    }

    private PacingConfig.Lane group(VirtualAddress address) {
        return pacing.lanes().stream()
                .filter(l -> l.interfaces().contains(address.dev()))
                .findFirst()
                .orElse(new PacingConfig.Lane(List.of(address.dev()), pacing.garpInterval(), pacing.gnaInterval()));
    }

    private String laneOf(VirtualAddress address) {
        return String.join(" ", group(address).interfaces());
    }

    private Duration interval(VirtualAddress address) {
        PacingConfig.Lane lane = group(address);
        return address.cidr().address().isIpv4() ? lane.garpInterval() : lane.gnaInterval();
    }

    /** Sends what may go by now: of each lane one, or all that need no distance. */
    void sendDue() {
        if (waiting == 0) {
            return;
        }
        Deadline now = timeline.now();
        for (Lane lane : lanes.values()) {
            while (!lane.waiting.isEmpty() && lane.nextAt.isDue(now)) {
                VirtualAddress next = lane.waiting.remove();
                waiting--;
                lane.nextAt = now.plus(interval(next));
                sender.accept(next);
            }
        }
    }

    /** An address that has been given up is not announced any more. */
    void forget(List<VirtualAddress> addresses) {
        if (waiting == 0) {
            return;
        }
        waiting = 0;
        for (Lane lane : lanes.values()) {
            lane.waiting.removeIf(addresses::contains);
            waiting += lane.waiting.size();
        }
    }

    /** How long until something may go; longer than any wait when nothing waits. */
    Duration untilNext() {
        Deadline now = timeline.now();
        return lanes.values().stream()
                .filter(l -> !l.waiting.isEmpty())
                .map(l -> now.until(l.nextAt))
                .min(Duration::compareTo)
                .orElse(Duration.ofDays(1));
    }

    /** How many announcements were left out because too many waited. */
    long dropped() {
        return dropped;
    }
}
