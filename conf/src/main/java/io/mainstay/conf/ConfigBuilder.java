package io.mainstay.conf;

import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.Tracked;
import io.mainstay.conf.model.VirtualRouterConfig;
import io.mainstay.conf.schema.Block;
import io.mainstay.conf.schema.Key;
import io.mainstay.conf.schema.Schema;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tree to the model. One bad instance never touches the others. */
final class ConfigBuilder {
    private final Node root;
    private final Diagnostics diagnostics;
    private final GlobalSection global;
    private final Commands commands;
    private final Map<String, String> ownerOf = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private boolean proxyMissing;

    ConfigBuilder(Node root, Environment host, Diagnostics diagnostics) {
        this.root = root;
        this.diagnostics = diagnostics;
        root.children().forEach(this::known);
        this.global = GlobalSection.build(root, diagnostics);
        this.commands = new Commands(
                host, diagnostics, global.config().scriptUser(), global.config().scriptSecurity());
    }

    private void known(Node node) {
        Optional<Key> key = Schema.find(Block.ROOT, node.name());
        if (key.isEmpty()) {
            diagnostics.warn(
                    node.position(),
                    node.name(),
                    "unknown keyword"
                            + Schema.suggestion(Block.ROOT, node.name())
                            + (node.block() ? "; the whole block is skipped" : "; skipped"));
            return;
        }
        switch (key.get().support()) {
            case CARRIED_OUT -> {}
            case IGNORED ->
                diagnostics.warn(
                        node.position(),
                        node.name(),
                        "not carried out: " + key.get().description());
            case REFUSED ->
                diagnostics.error(node.position(), node.name(), key.get().description());
        }
    }

    ControllerConfig build() {
        ProxyConfig proxy = proxy();
        proxyMissing = proxy == null && root.children("proxy").stream().limit(1).anyMatch(ProxySection::tracks);
        Tracking tracking = new Tracking(Trackers.build(root, commands, diagnostics), proxy);
        SyncGroups groups = SyncGroups.read(root, tracking, diagnostics);
        List<VirtualRouterConfig> routers = new ArrayList<>();
        for (int i = 0; i < root.children().size(); i++) {
            Node node = root.children().get(i);
            if (node.name().equals("vrrp_instance")) {
                instance(node, tracking, groups, i).ifPresent(routers::add);
            }
        }
        return new ControllerConfig(
                global.config(), routers, tracking.used(), proxy, groups.build(routers, names, commands));
    }

    private @Nullable ProxyConfig proxy() {
        List<Node> all = root.children("proxy");
        for (Node late : all.subList(Math.min(1, all.size()), all.size())) {
            diagnostics.warn(
                    late.position(),
                    "proxy",
                    "stands already at " + all.getFirst().position() + "; this one is skipped");
        }
        return all.isEmpty() ? null : ProxySection.build(all.getFirst(), diagnostics);
    }

    private Optional<VirtualRouterConfig> instance(Node node, Tracking tracking, SyncGroups groups, int index) {
        if (node.words().isEmpty()) {
            diagnostics.error(
                    node.position(),
                    "vrrp_instance",
                    "no name follows (expected: vrrp_instance NAME {): this" + " instance does not run");
            return Optional.empty();
        }
        String name = node.words().getFirst();
        if (!names.add(name)) {
            diagnostics.error(
                    node.position(),
                    "vrrp_instance " + name,
                    "stands already; this one is skipped, as in" + " keepalived");
            return Optional.empty();
        }
        InstanceSection section = new InstanceSection(node, global, commands, diagnostics);
        refuseDuplicate(section.section(), name);
        if (proxyMissing) {
            section.section().refuse("tracks the proxy, and section proxy cannot run as written");
        }
        List<Tracked> own = tracking.read(section.section(), index);
        return section.build(groups.tracked(section.section(), name, own), groups.of(name));
    }

    /** Two routers of one family with one number on one interface would hear each other as rivals. */
    private void refuseDuplicate(Section s, String name) {
        Optional<Node> vrid = s.node().child("virtual_router_id");
        Optional<Node> link = s.node().child("interface");
        if (vrid.isEmpty() || link.isEmpty()) {
            return;
        }
        String number = vrid.get().words() + " " + link.get().words() + " " + WireSection.family(s);
        String other = ownerOf.putIfAbsent(number, name);
        if (other != null) {
            s.refuse(
                    vrid.get().position(),
                    "virtual_router_id",
                    String.join(" ", vrid.get().words()) + " is taken on this interface by vrrp_instance " + other);
        }
    }
}
