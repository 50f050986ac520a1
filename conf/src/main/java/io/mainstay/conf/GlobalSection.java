package io.mainstay.conf;

import io.mainstay.conf.model.ConductConfig;
import io.mainstay.conf.model.GarpConfig;
import io.mainstay.conf.model.GlobalConfig;
import io.mainstay.conf.model.MetricsConfig;
import io.mainstay.conf.model.PacingConfig;
import io.mainstay.conf.model.UserConfig;
import io.mainstay.conf.schema.Block;
import io.mainstay.conf.schema.GlobalKeys;
import io.mainstay.conf.schema.MetricsKeys;
import io.mainstay.conf.schema.WireKeys;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import io.mainstay.net.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code global_defs}: the program's own settings, and the defaults of the instances.
 *
 * @param config the program's own
 * @param garp how addresses are announced unless the instance says otherwise
 * @param version {@code vrrp_version}
 * @param group {@code vrrp_mcast_group4}
 * @param group6 {@code vrrp_mcast_group6}
 * @param checksumAsV2 {@code v3_checksum_as_v2}
 * @param checkUnicastSource {@code vrrp_check_unicast_src}
 * @param downTimerAdverts {@code vrrp_down_timer_adverts}
 * @param lowerPrioNoAdvert {@code vrrp_lower_prio_no_advert}
 * @param strict {@code vrrp_strict}
 * @param conduct how instances behave beyond the RFC
 */
record GlobalSection(
        GlobalConfig config,
        GarpConfig garp,
        int version,
        IpAddress group,
        IpAddress group6,
        boolean checksumAsV2,
        boolean checkUnicastSource,
        int downTimerAdverts,
        boolean lowerPrioNoAdvert,
        boolean strict,
        ConductConfig conduct) {
    /** Where adverts go unless told otherwise (RFC 3768 5.2.2). */
    static final IpAddress MULTICAST_GROUP = IpAddress.of("224.0.0.18");

    /** Likewise for IPv6 (RFC 9568 5.1.2.2). */
    static final IpAddress MULTICAST_GROUP6 = IpAddress.of("ff02::12");

    /** Reads all {@code global_defs} blocks as one: the last word on a key holds. */
    static GlobalSection build(Node root, Diagnostics diagnostics) {
        List<Node> children = root.children("global_defs").stream()
                .flatMap(n -> n.children().stream())
                .toList();
        Node merged = new Node("global_defs", List.of(), children, true, root.position());
        Section s = new Section(merged, Block.GLOBAL, "global_defs", diagnostics);
        return new GlobalSection(
                config(s, PacingSection.read(s, root, diagnostics), metrics(root, diagnostics)),
                garp(s),
                s.number(GlobalKeys.VERSION),
                group(s),
                group6(s),
                s.flag(WireKeys.GLOBAL_CHECKSUM),
                s.flag(WireKeys.GLOBAL_CHECK_SOURCE),
                s.number(GlobalKeys.DOWN_TIMER_ADVERTS),
                s.flag(GlobalKeys.LOWER_PRIO_NO_ADVERT),
                s.flag(GlobalKeys.STRICT),
                ConductSection.global(s));
    }

    /** All {@code metrics} blocks as one; where the place is missing or wrong nothing is served. */
    private static @Nullable MetricsConfig metrics(Node root, Diagnostics diagnostics) {
        List<Node> blocks = root.children("metrics");
        if (blocks.isEmpty()) {
            return null;
        }
        List<Node> children =
                blocks.stream().flatMap(n -> n.children().stream()).toList();
        Node merged =
                new Node("metrics", List.of(), children, true, blocks.getFirst().position());
        Section s = new Section(merged, Block.METRICS, "metrics", diagnostics);
        Optional<Endpoint> bind = s.word(MetricsKeys.BIND).flatMap(Endpoint::bind);
        if (bind.isEmpty()) {
            diagnostics.warn(
                    s.at(MetricsKeys.BIND),
                    s.path(MetricsKeys.BIND.name()),
                    s.word(MetricsKeys.BIND).orElse("missing")
                            + " (expected: ADDRESS:PORT with a literal address, IPv6 in brackets, or *:PORT);"
                            + " no metrics are served");
        }
        return bind.map(e -> new MetricsConfig(e.host(), e.port())).orElse(null);
    }

    private static GlobalConfig config(Section s, PacingConfig pacing, @Nullable MetricsConfig metrics) {
        Optional<UserConfig> user = s.words(GlobalKeys.SCRIPT_USER).flatMap(n -> Commands.user(n.words()));
        return new GlobalConfig(
                s.word(GlobalKeys.ROUTER_ID).orElse(null),
                user.orElse(null),
                s.flag(GlobalKeys.SCRIPT_SECURITY),
                s.text(GlobalKeys.CONTROL_SOCKET),
                s.text(GlobalKeys.STATE_DIRECTORY),
                s.flag(GlobalKeys.JOURNAL),
                metrics,
                s.seconds(GlobalKeys.NOTIFY_TIMEOUT),
                s.number(GlobalKeys.REALTIME),
                s.flag(GlobalKeys.NO_SWAP),
                s.seconds(GlobalKeys.STARTUP_DELAY),
                s.seconds(GlobalKeys.DELAY_AFTER_BOOT),
                pacing);
    }

    private static GarpConfig garp(Section s) {
        boolean least = s.flag(GlobalKeys.MIN_GARP);
        int repeat = least ? 1 : Math.max(1, s.number(GlobalKeys.GARP_MASTER_REPEAT));
        Duration delay = least ? Duration.ZERO : s.seconds(GlobalKeys.GARP_MASTER_DELAY);
        return new GarpConfig(
                repeat,
                delay,
                s.seconds(GlobalKeys.GARP_MASTER_REFRESH),
                Math.max(1, s.number(GlobalKeys.GARP_MASTER_REFRESH_REPEAT)),
                s.number(GlobalKeys.GARP_LOWER_PRIO_REPEAT, repeat),
                s.seconds(GlobalKeys.GARP_LOWER_PRIO_DELAY, delay));
    }

    private static IpAddress group(Section s) {
        Optional<String> word = s.word(GlobalKeys.MCAST_GROUP4);
        Optional<IpAddress> group = word.flatMap(IpAddress::parse).filter(a -> a.isIpv4() && a.isMulticast());
        if (word.isPresent() && group.isEmpty()) {
            s.warn(
                    s.at(GlobalKeys.MCAST_GROUP4),
                    GlobalKeys.MCAST_GROUP4,
                    word.get() + " is no IPv4 multicast address; " + MULTICAST_GROUP + " is used");
        }
        return group.orElse(MULTICAST_GROUP);
    }

    private static IpAddress group6(Section s) {
        Optional<String> word = s.word(WireKeys.GLOBAL_GROUP6);
        Optional<IpAddress> group = word.flatMap(IpAddress::parse).filter(a -> !a.isIpv4() && WireSection.isGroup(a));
        if (word.isPresent() && group.isEmpty()) {
            s.warn(
                    s.at(WireKeys.GLOBAL_GROUP6),
                    WireKeys.GLOBAL_GROUP6,
                    word.get() + " is no IPv6 multicast address of the link (ffX2::); " + MULTICAST_GROUP6
                            + " is used");
        }
        return group.orElse(MULTICAST_GROUP6);
    }
}
