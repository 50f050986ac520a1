package io.mainstay.vrrp.router;

import io.mainstay.net.IpAddress;
import io.mainstay.vrrp.router.RouterSpec.Weighted;
import io.mainstay.vrrp.track.EffectivePriority;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the world means for one router: derived anew at each event, never stored by hand.
 *
 * @param faults why it must not hold its addresses; empty when it may
 * @param pending trackers of weight 0 whose first verdict is still out; it waits for them
 * @param priority effective priority
 * @param contributions what each weighted tracker adds, in words, for {@code status}
 * @param order what the operator has ordered of it
 * @param source the address that advertisements come from; null when there is none
 */
public record Standing(
        List<String> faults,
        List<String> pending,
        int priority,
        List<String> contributions,
        Order order,
        @Nullable IpAddress source) {
    public Standing {
        faults = List.copyOf(faults);
        pending = List.copyOf(pending);
        contributions = List.copyOf(contributions);
    }

    /** Judges a router by the world. */
    public static Standing of(RouterSpec spec, World world) {
        List<String> faults = new ArrayList<>();
        if (spec.refused() != null) {
            faults.add("configuration: " + spec.refused());
        }
        linkFaults(spec, world, faults);
        LinkView own = world.links().get(spec.link());
        if (own != null && own.deafTo().contains(spec.family())) {
            faults.add("interface " + spec.link() + " cannot be listened on for " + spec.family());
        }
        sourceFault(spec, world, faults);
        IpAddress source = SourceAddress.of(spec, world);
        if (source == null) {
            faults.add("no " + SourceAddress.wanted(spec) + " on " + spec.link());
        }
        List<String> pending = new ArrayList<>();
        List<String> contributions = new ArrayList<>();
        int sum = 0;
        for (Weighted w : spec.tracked()) {
            World.Report report = reportOf(w, world);
            if (report == null) {
                if (w.weight() == 0) {
                    pending.add(w.tracker());
                }
                continue;
            }
            if (EffectivePriority.isFault(report.verdict(), w.weight(), w.reverse())) {
                faults.add(w.tracker() + ": " + report.detail());
            }
            int add = EffectivePriority.contribution(report.verdict(), w.weight(), w.reverse());
            if (add != 0) {
                contributions.add(String.format("%s %+d: %s", w.tracker(), add, report.detail()));
            }
            sum += add;
        }
        Order order = world.orders().of(spec.name());
        int priority = ordered(order, EffectivePriority.of(spec.priority(), sum), contributions);
        return new Standing(faults, pending, priority, contributions, order, source);
    }

    /** An owner that must listen is none; an offer is made with the lowest priority. */
    private static int ordered(Order order, int priority, List<String> contributions) {
        if (order instanceof Order.None) {
            return priority;
        }
        if (order instanceof Order.Offer) {
            contributions.add("switchover: offers its addresses with priority " + EffectivePriority.LOWEST);
            return EffectivePriority.LOWEST;
        }
        return Math.min(priority, EffectivePriority.HIGHEST);
    }

    private static World.@Nullable Report reportOf(Weighted w, World world) {
        return world.trackers().get(w.tracker());
    }

    private static void linkFaults(RouterSpec spec, World world, List<String> faults) {
        List<String> needed = new ArrayList<>();
        if (spec.trackPrimary()) {
            needed.add(spec.link());
        }
        spec.addresses().stream()
                .filter(a -> a.tracked() && !a.dev().equals(spec.link()))
                .map(VirtualAddress::dev)
                .distinct()
                .forEach(needed::add);
        for (String name : needed) {
            LinkView link = world.links().get(name);
            if (link == null) {
                faults.add("interface " + name + " does not exist");
            } else if (!link.usable()) {
                faults.add("interface " + name + " is down");
            }
        }
    }

    /** {@code track_src_ip}: the configured address must be on the router's own interface. */
    private static void sourceFault(RouterSpec spec, World world, List<String> faults) {
        IpAddress source = spec.source();
        if (source == null || !spec.conduct().trackSource()) {
            return;
        }
        LinkView link = world.links().get(spec.link());
        boolean there = link != null
                && link.addresses().stream().anyMatch(a -> a.address().equals(source));
        if (!there) {
            faults.add("source address " + source + " is not on " + spec.link());
        }
    }
}
