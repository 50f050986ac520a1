package io.mainstay.sim;

import io.mainstay.time.Deadline;
import io.mainstay.vrrp.router.VirtualAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A host's addresses; they outlive the process that put them there, but not their lifetime. */
final class SimKernel {
    private final SimTime time;
    private final Map<VirtualAddress, Deadline> held = new HashMap<>();
    private final Consumer<List<VirtualAddress>> onLoss;

    SimKernel(SimTime time, Consumer<List<VirtualAddress>> onLoss) {
        this.time = time;
        this.onLoss = onLoss;
    }

    void hold(List<VirtualAddress> addresses, Duration lifetime) {
        Deadline until = time.now().plus(lifetime);
        for (VirtualAddress address : addresses) {
            held.put(address, until);
            time.at(until.nanos(), () -> expire(address, until));
        }
    }

    private void expire(VirtualAddress address, Deadline until) {
        if (held.remove(address, until)) {
            onLoss.accept(List.of(address));
        }
    }

    void remove(List<VirtualAddress> addresses) {
        addresses.forEach(held::remove);
    }

    /** Somebody deletes everything by hand. */
    void deleteByHand() {
        List<VirtualAddress> lost = List.copyOf(held.keySet());
        held.clear();
        onLoss.accept(lost);
    }

    /** The machine itself goes, not the process alone. */
    void powerOff() {
        held.clear();
    }

    Set<VirtualAddress> held() {
        return Set.copyOf(held.keySet());
    }

    boolean holdsNothing() {
        return held.isEmpty();
    }

    boolean holdsAll(List<VirtualAddress> addresses) {
        return held.keySet().containsAll(addresses);
    }
}
