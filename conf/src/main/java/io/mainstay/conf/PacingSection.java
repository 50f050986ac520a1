package io.mainstay.conf;

import io.mainstay.conf.model.PacingConfig;
import io.mainstay.conf.schema.Block;
import io.mainstay.conf.schema.GlobalKeys;
import io.mainstay.conf.schema.Key;
import io.mainstay.conf.schema.PacingKeys;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How fast announcements follow each other: {@code vrrp_garp_interval}, {@code vrrp_gna_interval}, {@code garp_group}. */
final class PacingSection {
    private PacingSection() {}

    static PacingConfig read(Section global, Node root, Diagnostics diagnostics) {
        Duration garp = interval(global, GlobalKeys.GARP_INTERVAL);
        Duration gna = interval(global, GlobalKeys.GNA_INTERVAL);
        List<PacingConfig.Lane> lanes = root.children("garp_group").stream()
                .flatMap(PacingSection::each)
                .map(n -> lane(new Section(n, Block.GARP_GROUP, "garp_group", diagnostics)))
                .filter(l -> !l.interfaces().isEmpty())
                .toList();
        return new PacingConfig(garp, gna, lanes);
    }

    /** In HOCON several groups are a list of blocks. */
    private static Stream<Node> each(Node node) {
        boolean list = !node.children().isEmpty()
                && node.children().stream().allMatch(c -> c.block() && c.name().isEmpty());
        return list ? node.children().stream() : Stream.of(node);
    }

    private static Duration interval(Section s, Key key) {
        Duration interval = s.seconds(key);
        if (s.has(key) && interval.isZero()) {
            s.warn(s.at(key), key, "0 means no pause, which is the default; keepalived calls it an error");
        }
        return interval;
    }

    private static PacingConfig.Lane lane(Section s) {
        List<String> names = new ArrayList<>();
        s.word(PacingKeys.INTERFACE).ifPresent(names::add);
        s.entries(PacingKeys.INTERFACES).forEach(n -> {
            names.add(n.name());
            names.addAll(n.words());
        });
        if (names.isEmpty()) {
            s.warn(s.node().position(), PacingKeys.INTERFACES, "no interface: the group is left out");
        }
        return new PacingConfig.Lane(
                names, interval(s, PacingKeys.GARP_INTERVAL), interval(s, PacingKeys.GNA_INTERVAL));
    }
}
