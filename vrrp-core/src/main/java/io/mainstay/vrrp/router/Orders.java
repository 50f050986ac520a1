package io.mainstay.vrrp.router;

import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.StateName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The orders of an operator for all routers of a host, as a value.
 *
 * @param everywhere why all routers are in maintenance; null when not all are
 * @param maintenance routers in maintenance by name, and why
 * @param handovers {@link Order.Offer} and {@link Order.HandedOver} by the router's name
 */
public record Orders(@Nullable String everywhere, Map<String, String> maintenance, Map<String, Order> handovers) {
    /** No orders. */
    public static final Orders NONE = new Orders(null, Map.of(), Map.of());

    public Orders {
        maintenance = Map.copyOf(maintenance);
        handovers = Map.copyOf(handovers);
    }

    /** What holds for a router; maintenance goes before a handover. */
    public Order of(String router) {
        String reason = everywhere == null ? maintenance.get(router) : everywhere;
        return reason == null ? handovers.getOrDefault(router, Order.NONE) : new Order.Maintenance(reason);
    }

    Orders with(Input.Maintenance order) {
        String reason = order.on() ? order.reason() : null;
        if (order.router() == null) {
            return new Orders(reason, order.on() ? maintenance : Map.of(), handovers);
        }
        return new Orders(everywhere, put(maintenance, order.router(), reason), handovers);
    }

    Orders handover(String router, @Nullable Order order) {
        return new Orders(everywhere, maintenance, put(handovers, router, order));
    }

    private static <T> Map<String, T> put(Map<String, T> map, String key, @Nullable T value) {
        Map<String, T> changed = new HashMap<>(map);
        if (value == null) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
        return changed;
    }

    /** When an offer lapses next. */
    Deadline nextDeadline() {
        return handovers.values().stream()
                .map(o -> o instanceof Order.Offer offer ? offer.until() : Deadline.NEVER)
                .min(Deadline::compareTo)
                .orElse(Deadline.NEVER);
    }

    /** The routers whose offer nobody has taken. */
    List<String> lapsed(Deadline now, Function<String, Optional<StateName>> states) {
        return handovers.entrySet().stream()
                .filter(e -> e.getValue() instanceof Order.Offer offer
                        && offer.until().isDue(now)
                        && states.apply(e.getKey()).equals(Optional.of(StateName.MASTER)))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** What is left to fulfil, seeing where the routers stand now. */
    Orders after(Deadline now, Function<String, Optional<StateName>> states) {
        Orders next = this;
        for (String router : new ArrayList<>(handovers.keySet())) {
            Order left = left(handovers.getOrDefault(router, Order.NONE), states.apply(router), now);
            next = next.handover(router, left);
        }
        return next.equals(this) ? this : next;
    }

    private static @Nullable Order left(Order order, Optional<StateName> state, Deadline now) {
        if (state.isEmpty()) {
            return null;
        }
        return switch (state.get()) {
            case MASTER -> order instanceof Order.Offer offer && !offer.until().isDue(now) ? offer : null;
            case BACKUP -> new Order.HandedOver();
            case FAULT, INIT -> order instanceof Order.HandedOver ? order : null;
        };
    }
}
