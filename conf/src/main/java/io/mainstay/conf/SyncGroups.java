package io.mainstay.conf;

import io.mainstay.conf.model.SyncGroupConfig;
import io.mainstay.conf.model.Tracked;
import io.mainstay.conf.model.VirtualRouterConfig;
import io.mainstay.conf.schema.Block;
import io.mainstay.conf.schema.SyncGroupKeys;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code vrrp_sync_group} blocks: who is in which, and what is tracked for all of a group's members. */
final class SyncGroups {
    /** Its weight is the same everywhere, as every instance tracks the one proxy. */
    private static final String PROXY = "proxy";

    /** A group as it stands in the file. */
    private record Group(Section section, List<String> members, List<Tracked> tracked, boolean weights) {}

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, String> groupOf = new LinkedHashMap<>();
    private final Diagnostics diagnostics;

    private SyncGroups(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Reads all groups; the instances need not be there yet. */
    static SyncGroups read(Node root, Tracking tracking, Diagnostics diagnostics) {
        SyncGroups all = new SyncGroups(diagnostics);
        for (int i = 0; i < root.children().size(); i++) {
            Node node = root.children().get(i);
            if (node.name().equals("vrrp_sync_group")) {
                all.group(node, root, tracking, i);
            }
        }
        return all;
    }

    private void group(Node node, Node root, Tracking tracking, int index) {
        String name = node.words().isEmpty() ? "" : node.words().getFirst();
        if (name.isEmpty() || groups.containsKey(name)) {
            diagnostics.error(
                    node.position(),
                    "vrrp_sync_group " + name,
                    name.isEmpty()
                            ? "no name follows (expected: vrrp_sync_group NAME {): this group is skipped"
                            : "stands already; this one is skipped, as in keepalived");
            return;
        }
        Section s =
                new Section(withoutBareMembers(node, root), Block.SYNC_GROUP, "vrrp_sync_group " + name, diagnostics);
        List<String> members = members(s, name);
        boolean weights = s.flag(SyncGroupKeys.TRACKING_WEIGHT) || s.flag(SyncGroupKeys.GLOBAL_TRACKING);
        groups.put(name, new Group(s, members, tracking.read(s, index), weights));
    }

    /** An old sample of keepalived names the instances without {@code group}; they were never members. */
    private Node withoutBareMembers(Node node, Node root) {
        List<Node> bare = node.children().stream()
                .filter(c -> !c.block() && isInstance(c.name(), root))
                .toList();
        bare.forEach(c -> diagnostics.error(
                c.position(),
                "vrrp_sync_group",
                c.name() + " stands outside of group { }, so it is no member, as in keepalived"));
        List<Node> rest =
                node.children().stream().filter(c -> !bare.contains(c)).toList();
        return new Node(node.name(), node.words(), rest, node.block(), node.position());
    }

    private static boolean isInstance(String name, Node root) {
        return root.children("vrrp_instance").stream().anyMatch(n -> n.words().contains(name));
    }

    private List<String> members(Section s, String group) {
        List<String> members = new ArrayList<>();
        for (Node entry : s.entries(SyncGroupKeys.GROUP)) {
            members.add(entry.name());
            members.addAll(entry.words());
        }
        for (String member : List.copyOf(members)) {
            String other = groupOf.putIfAbsent(member, group);
            if (other != null) {
                s.diagnostics()
                        .error(
                                s.at(SyncGroupKeys.GROUP),
                                s.path("group"),
                                member + " stands in vrrp_sync_group " + other + " already, and an instance is in one"
                                        + " group only; here it is left out");
                members.remove(members.lastIndexOf(member));
            }
        }
        if (members.isEmpty()) {
            s.diagnostics().error(s.node().position(), s.path("group"), "no instance: the group means nothing");
        } else if (members.size() == 1) {
            s.warn(
                    s.at(SyncGroupKeys.GROUP),
                    SyncGroupKeys.GROUP,
                    "one instance alone: there is nothing to keep together");
        }
        return members;
    }

    /** The group that names this instance; empty for none. */
    String of(String instance) {
        return groupOf.getOrDefault(instance, "");
    }

    /** What an instance tracks as a member: keepalived takes other weights than those of the group from it. */
    List<Tracked> tracked(Section s, String instance, List<Tracked> own) {
        Group group = groups.get(of(instance));
        if (group == null) {
            return own;
        }
        Map<String, Tracked> all = new LinkedHashMap<>();
        for (Tracked t : own) {
            (group.weights() ? Optional.of(t) : unweighted(s, t)).ifPresent(kept -> all.put(kept.tracker(), kept));
        }
        group.tracked().forEach(t -> all.put(t.tracker(), t));
        return new ArrayList<>(all.values());
    }

    /** keepalived 2.4: members of a group must not differ in priority by their own trackers. */
    private Optional<Tracked> unweighted(Section s, Tracked t) {
        if (t.weight() == 0 || t.tracker().equals(PROXY)) {
            return Optional.of(t);
        }
        boolean zeroed = t.tracker().startsWith("interface ") || (t.tracker().startsWith("file ") && t.weight() == 1);
        s.diagnostics()
                .warn(
                        s.node().position(),
                        s.path(),
                        t.tracker() + " has weight " + t.weight() + ", and the instance is in a vrrp_sync_group without"
                                + " sync_group_tracking_weight: "
                                + (zeroed ? "its failure is a FAULT" : "it is NOT tracked")
                                + ", as in keepalived (expected: weight 0, or track it in the group)");
        return zeroed ? Optional.of(new Tracked(t.tracker(), 0, t.reverse())) : Optional.empty();
    }

    /** The groups with the members that are there; what is missing is said. */
    List<SyncGroupConfig> build(List<VirtualRouterConfig> routers, Set<String> written, Commands commands) {
        List<SyncGroupConfig> all = new ArrayList<>();
        groups.forEach((name, group) -> {
            List<String> there = group.members().stream()
                    .filter(m -> routers.stream().anyMatch(r -> r.name().equals(m)))
                    .toList();
            group.members().stream().filter(m -> !there.contains(m)).forEach(m -> missing(group, m, written));
            routers.stream()
                    .filter(r -> there.contains(r.name()) && r.refused() != null)
                    .forEach(r -> held(group, r.name()));
            all.add(new SyncGroupConfig(
                    name, group.section().node().position(), there, Hooks.read(group.section(), commands)));
        });
        return all;
    }

    private void missing(Group group, String member, Set<String> written) {
        String what = written.contains(member) ? " cannot run as it is written" : " is no vrrp_instance";
        group.section()
                .diagnostics()
                .error(
                        group.section().at(SyncGroupKeys.GROUP),
                        group.section().path("group"),
                        member + what + ": the others change without it, as in keepalived");
    }

    private void held(Group group, String member) {
        group.section()
                .warn(
                        group.section().at(SyncGroupKeys.GROUP),
                        SyncGroupKeys.GROUP,
                        member + " cannot run as it is written, so all members are held in FAULT");
    }
}
