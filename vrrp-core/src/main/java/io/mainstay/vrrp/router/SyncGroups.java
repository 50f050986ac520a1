package io.mainstay.vrrp.router;

import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.Event;
import io.mainstay.vrrp.fsm.State;
import io.mainstay.vrrp.fsm.StateName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes the members of each sync group change together, after every turn: keepalived's rules (vrrp_sync.c), decided
 * once for the whole group instead of member by member.
 *
 * <ol>
 *   <li>A fault of one member is a fault of all, in the same turn; they come out of it together as well.
 *   <li>A member whose master is down waits; when all wait, or are master already, all become master.
 *   <li>A member that goes to backup takes those that are master with it.
 * </ol>
 */
final class SyncGroups {
    /** Each round moves a group towards fault or backup, or makes it master once; more rounds would be a bug. */
    static final int ROUNDS = 4;

    private final Deadline now;
    private final boolean started;
    private final Map<String, List<String>> names = new LinkedHashMap<>();
    private final List<Command> commands = new ArrayList<>();
    private RouterTable table;

    private SyncGroups(RouterTable table, boolean started, Deadline now) {
        this.table = table;
        this.started = started;
        this.now = now;
    }

    /** The turn with everything that the groups add to it. */
    static RouterTable.Turn settle(RouterTable before, RouterTable.Turn turn, Deadline now) {
        SyncGroups groups = new SyncGroups(turn.table(), turn.table().isStarted(), now);
        groups.commands.addAll(turn.commands());
        Map<String, List<VirtualRouter>> old = members(before);
        members(turn.table()).forEach((group, all) -> {
            List<VirtualRouter> then = old.getOrDefault(group, List.of());
            if (!isUntouched(then, all)) {
                groups.names.put(group, all.stream().map(r -> r.spec().name()).toList());
                groups.settle(group);
                groups.tell(group, then);
            }
        });
        return groups.names.isEmpty() ? turn : new RouterTable.Turn(groups.table, groups.commands);
    }

    /** Routers are values: where each is the very same, nothing has happened to the group. */
    private static boolean isUntouched(List<VirtualRouter> before, List<VirtualRouter> after) {
        boolean same = before.size() == after.size();
        for (int i = 0; same && i < after.size(); i++) {
            same = before.get(i) == after.get(i);
        }
        return same;
    }

    /** The members of each group, in the order of the configuration. */
    static Map<String, List<VirtualRouter>> members(RouterTable table) {
        Map<String, List<VirtualRouter>> groups = new LinkedHashMap<>();
        for (VirtualRouter router : table.routers()) {
            String group = router.spec().conduct().syncGroup();
            if (group != null) {
                groups.computeIfAbsent(group, g -> new ArrayList<>()).add(router);
            }
        }
        return groups;
    }

    /** Where a group stands: in fault or master as all of it is, backup when nothing of it is master. */
    static StateName state(List<VirtualRouter> members) {
        List<StateName> states = members.stream()
                .map(r -> r.state().name())
                .filter(s -> s != StateName.INIT)
                .distinct()
                .toList();
        if (states.contains(StateName.FAULT)) {
            return StateName.FAULT;
        }
        return states.size() == 1 ? states.getFirst() : states.isEmpty() ? StateName.INIT : StateName.BACKUP;
    }

    private List<VirtualRouter> of(String group) {
        return names.getOrDefault(group, List.of()).stream()
                .map(name -> table.router(name).orElseThrow())
                .toList();
    }

    private void settle(String group) {
        if (!started) {
            return;
        }
        for (int round = 0; round < ROUNDS; round++) {
            List<StateName> states = states(group);
            share(group);
            rise(group);
            agreeOrYield(group);
            if (states.equals(states(group))) {
                return;
            }
        }
    }

    private List<StateName> states(String group) {
        return of(group).stream().map(r -> r.state().name()).toList();
    }

    private void act(VirtualRouter member, Function<VirtualRouter, Outcome> change) {
        Outcome outcome = RouterTable.guarded(member, change, now);
        if (outcome.router() != member) {
            table = table.with(outcome.router());
        }
        commands.addAll(outcome.commands());
    }

    /** The first fault of any other member, for each. */
    private void share(String group) {
        for (VirtualRouter member : of(group)) {
            String fault = of(group).stream()
                    .filter(r -> r != member && !r.ownFaults().isEmpty())
                    .findFirst()
                    .map(r -> "vrrp_sync_group " + group + ": " + r.spec().name() + ": "
                            + r.ownFaults().getFirst())
                    .orElse(null);
            act(member, r -> r.pulled(fault, now));
        }
    }

    private void rise(String group) {
        if (of(group).stream().allMatch(VirtualRouter::isSound)) {
            of(group).forEach(member -> act(member, r -> r.rise(now)));
        }
    }

    private void agreeOrYield(String group) {
        List<VirtualRouter> all = of(group);
        boolean anyMaster = all.stream().anyMatch(SyncGroups::isMaster);
        Optional<VirtualRouter> firm = all.stream()
                .filter(r -> r.state() instanceof State.Backup b && !b.isWilling() && !(anyMaster && joins(r)))
                .findFirst();
        if (firm.isPresent()) {
            String why = "vrrp_sync_group " + group + ": " + firm.get().spec().name() + " is backup";
            all.stream()
                    .filter(SyncGroups::isMaster)
                    .forEach(m -> act(m, r -> r.step(new Event.GroupYielded(why), now)));
        } else if (all.stream().allMatch(r -> isMaster(r) || r.state() instanceof State.Backup)) {
            all.stream().filter(r -> !isMaster(r)).forEach(m -> act(m, r -> r.step(new Event.GroupAgreed(group), now)));
        }
    }

    private static boolean isMaster(VirtualRouter router) {
        return router.state() instanceof State.Master;
    }

    /** Who has only just begun, in a group that is master, has a reload to thank for it: the group does not step back. */
    private boolean joins(VirtualRouter router) {
        return router.transition().from() == StateName.INIT
                && router.transition().at().equals(now);
    }

    private void tell(String group, List<VirtualRouter> before) {
        StateName then = state(before);
        StateName here = state(of(group));
        if (then != here) {
            List<VirtualRouter> all = of(group);
            String reason = all.getLast().transition().reason();
            boolean stopping = here == StateName.INIT && !started;
            commands.add(new Command.GroupChanged(group, then, here, reason, stopping));
        }
    }
}
