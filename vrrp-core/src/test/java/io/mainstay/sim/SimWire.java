package io.mainstay.sim;

import io.mainstay.vrrp.router.Packet;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The segment: everybody hears everybody, except for what it loses, delays, doubles, reorders and cuts. */
final class SimWire {
    private static final long SWITCH_NANOS = 500_000;

    private final SimTime time;
    private final SplittableRandom random;
    private final boolean[][] cut;
    private double loss;
    private double duplication;
    private long longestDelayNanos;

    SimWire(SimTime time, SplittableRandom random, int stations) {
        this.time = time;
        this.random = random;
        this.cut = new boolean[stations][stations];
    }

    void trouble(double lossRate, double duplicationRate, long delayNanos) {
        loss = lossRate;
        duplication = duplicationRate;
        longestDelayNanos = delayNanos;
    }

    /** Cuts or mends one direction. */
    void cut(int from, int to, boolean cutNow) {
        cut[from][to] = cutNow;
    }

    /** No loss, no cuts, a switch's delay and order; what is under way arrives as late as it would have. */
    void heal() {
        trouble(0, 0, 0);
        for (boolean[] row : cut) {
            Arrays.fill(row, false);
        }
    }

    void send(int from, Packet packet, List<SimNode> nodes) {
        for (SimNode to : nodes) {
            boolean meant =
                    packet.destination().isMulticast() || packet.destination().equals(to.address());
            if (!meant || to.id() == from || cut[from][to.id()] || random.nextDouble() < loss) {
                continue;
            }
            int copies = random.nextDouble() < duplication ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                long delay = longestDelayNanos == 0 ? SWITCH_NANOS : random.nextLong(longestDelayNanos);
                time.after(delay, () -> to.hear(packet));
            }
        }
    }
}
