package io.mainstay.controller;

import io.mainstay.conf.ConfigDiff;
import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.router.Command;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.RouterTable;
import io.mainstay.vrrp.router.VirtualRouter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a reload would do: the same core, on a copy. Pure. */
final class ReloadPreview {
    private ReloadPreview() {}

    /** The differences, one line each. */
    static List<String> differences(ControllerConfig before, ControllerConfig after) {
        return ConfigDiff.between(before, after).stream().map(Object::toString).toList();
    }

    /** For each instance, before or after, what would happen to it at once. */
    static Map<String, List<String>> effects(RouterTable table, ControllerConfig after, Deadline now) {
        RouterTable.Turn turn = table.apply(new Input.Reconfigured(SpecBuilder.of(after.routers())), now);
        Map<String, List<String>> effects = new LinkedHashMap<>();
        table.routers().forEach(r -> effects.put(r.spec().name(), new ArrayList<>()));
        turn.table().routers().forEach(r -> effects.putIfAbsent(r.spec().name(), new ArrayList<>()));
        turn.commands().forEach(c -> describe(c, effects.computeIfAbsent(c.router(), n -> new ArrayList<>())));
        effects.forEach((name, lines) -> {
            if (lines.isEmpty()) {
                lines.add(quiet(turn.table(), name));
            }
        });
        return effects;
    }

    private static String quiet(RouterTable after, String name) {
        return after.router(name)
                .map(VirtualRouter::state)
                .map(s -> "stays " + s.name())
                .orElse("ends");
    }

    private static void describe(Command command, List<String> lines) {
        switch (command) {
            case Command.StateChanged c ->
                lines.add(c.from() + " -> " + c.to() + ": " + c.reason() + (c.stopping() ? " (ends)" : ""));
            case Command.RemoveAddresses c -> c.addresses().forEach(a -> lines.add("removes " + a));
            case Command.HoldAddresses c -> c.addresses().forEach(a -> lines.add("adds or renews " + a));
            case Command.SendAdvertisement c -> {
                if (c.advertisement().priority() == 0) {
                    lines.add("resigns with priority 0");
                }
            }
            case Command.GroupChanged c -> lines.add("group " + c.from() + " -> " + c.to() + ": " + c.reason());
            case Command.Note c -> lines.add(c.text());
            case Command.Announce c -> {}
        }
    }
}
