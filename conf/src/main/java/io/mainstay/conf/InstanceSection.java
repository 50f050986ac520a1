package io.mainstay.conf;

import io.mainstay.conf.model.AddressConfig;
import io.mainstay.conf.model.ConductConfig;
import io.mainstay.conf.model.GarpConfig;
import io.mainstay.conf.model.Tracked;
import io.mainstay.conf.model.VirtualRouterConfig;
import io.mainstay.conf.schema.Block;
import io.mainstay.conf.schema.InstanceKeys;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import io.mainstay.net.Family;
import io.mainstay.net.IpAddress;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One {@code vrrp_instance}: its own keys. What concerns several (trackers, duplicates) is {@link ConfigBuilder}'s. */
final class InstanceSection {
    /** Stands for an interface that nobody named; no interface can be called so, for the slash. */
    static final String NO_INTERFACE = "n/a";

    /** The longest interface name (IFNAMSIZ less the final zero byte). */
    private static final int INTERFACE_LENGTH = 15;
    /** How many addresses an advert can name (RFC 3768 5.3.5: one byte). */
    private static final int MAX_ADDRESSES = 255;
    /** How many fit into an IPv6 packet of 1500 bytes: adverts are not sent in fragments. */
    private static final int MAX_ADDRESSES6 = (1500 - 40 - 8) / 16;

    private final Section s;
    private final GlobalSection global;
    private final WireSection wire;
    private final Commands commands;

    InstanceSection(Node node, GlobalSection global, Commands commands, Diagnostics diagnostics) {
        this.s = new Section(
                node, Block.VRRP_INSTANCE, "vrrp_instance " + node.words().getFirst(), diagnostics);
        this.global = global;
        this.wire = new WireSection(s, global);
        this.commands = commands;
    }

    Section section() {
        return s;
    }

    /** The router; empty when it has no number, so that nothing could stand for it. */
    Optional<VirtualRouterConfig> build(List<Tracked> tracked, String group) {
        Optional<BigDecimal> vrid = s.valid(InstanceKeys.VRID);
        if (vrid.isEmpty()) {
            s.refuse("no valid virtual_router_id (expected: virtual_router_id 1..255): this instance does not run");
            return Optional.empty();
        }
        String interfaceName = interfaceName();
        int version = version();
        boolean strict = s.flag(InstanceKeys.STRICT, global.strict());
        int priority = priority();
        Set<IpAddress> seen = Addresses.none();
        List<AddressConfig> all = Addresses.read(s, InstanceKeys.ADDRESSES, seen);
        List<AddressConfig> addresses = addresses(all, strict || version == 3);
        boolean preempt = preempt(priority, tracked);
        IpAddress source = wire.source();
        ConductConfig conduct = ConductSection.instance(
                s, global.conduct(), new ConductSection.Facts(strict, preempt, isStateMaster(), group));
        return Optional.of(new VirtualRouterConfig(
                s.node().words().getFirst(),
                s.node().position(),
                interfaceName,
                new Vrid(vrid.get().intValue()),
                priority,
                startsAsMaster(priority),
                interval(version),
                version,
                preempt,
                Passwords.read(s, strict, version),
                addresses,
                excluded(all, seen),
                source,
                wire.group(),
                wire.checksumAsV2(),
                wire.unicast(source),
                garp(strict),
                strict ? 3 : s.number(InstanceKeys.DOWN_TIMER_ADVERTS, global.downTimerAdverts()),
                strict || s.flag(InstanceKeys.LOWER_PRIO_NO_ADVERT, global.lowerPrioNoAdvert()),
                !s.flag(InstanceKeys.DONT_TRACK_PRIMARY),
                tracked,
                Hooks.read(s, commands),
                s.refused(),
                conduct));
    }

    private String interfaceName() {
        Optional<String> word = s.word(InstanceKeys.INTERFACE);
        if (word.isEmpty() && !s.has(InstanceKeys.INTERFACE)) {
            s.refuse("no interface (expected: interface NAME)");
        }
        boolean wrong = word.isPresent()
                && (word.get().length() > INTERFACE_LENGTH || word.get().matches(".*[/:{}].*"));
        if (wrong) {
            s.refuse(
                    s.at(InstanceKeys.INTERFACE),
                    "interface",
                    word.get() + " is no name of an interface" + " (expected: at most 15 characters, without / and :)");
        }
        return wrong ? NO_INTERFACE : word.orElse(NO_INTERFACE);
    }

    /** IPv6 knows version 3 only (RFC 9568 1.1); the proper place to say so is where somebody asked for 2. */
    private int version() {
        int version = s.number(InstanceKeys.VERSION, global.version());
        if (wire.family() == Family.IPV6 && version != 3 && s.has(InstanceKeys.VERSION)) {
            s.warn(
                    s.at(InstanceKeys.VERSION),
                    InstanceKeys.VERSION,
                    "version " + version + " has no IPv6; 3 is used, as in keepalived");
        }
        return wire.family() == Family.IPV6 ? 3 : version;
    }

    private int priority() {
        boolean owner = !s.has(InstanceKeys.PRIORITY) && isStateMaster();
        if (owner) {
            s.warn(
                    s.at(InstanceKeys.STATE),
                    InstanceKeys.PRIORITY,
                    "state MASTER without a priority means 255, the" + " owner of the addresses, as in keepalived");
        }
        return owner ? 255 : s.number(InstanceKeys.PRIORITY);
    }

    /** MASTER wins over a later BACKUP, as in keepalived. */
    private boolean isStateMaster() {
        return s.node().children("state").stream().anyMatch(n -> n.words().contains("MASTER"));
    }

    private boolean startsAsMaster(int priority) {
        Optional<String> state = s.word(InstanceKeys.STATE);
        if (state.isPresent() && !state.get().equals("MASTER") && !state.get().equals("BACKUP")) {
            s.warn(
                    s.at(InstanceKeys.STATE),
                    InstanceKeys.STATE,
                    state.get() + " is no state (expected: MASTER or BACKUP); BACKUP is used");
        }
        return state.isPresent() ? isStateMaster() : priority == 255;
    }

    private boolean preempt(int priority, List<Tracked> tracked) {
        boolean nopreempt = s.flag(InstanceKeys.NOPREEMPT) || !s.flag(InstanceKeys.PREEMPT);
        if (nopreempt && (isStateMaster() || priority == 255)) {
            s.warn(
                    s.at(InstanceKeys.NOPREEMPT),
                    InstanceKeys.NOPREEMPT,
                    "has no effect with "
                            + (priority == 255 ? "priority 255" : "state MASTER")
                            + ", as in keepalived: this router preempts (expected: state BACKUP on all hosts)");
            return true;
        }
        if (nopreempt && tracked.stream().anyMatch(t -> t.weight() != 0)) {
            s.warn(
                    s.at(InstanceKeys.NOPREEMPT),
                    InstanceKeys.NOPREEMPT,
                    "together with a weighted tracker keepalived"
                            + " never fails over; Mainstay does: a backup takes over from a master that it has heard lowering"
                            + " its own priority below the backup's");
        }
        return !nopreempt;
    }

    private Centis interval(int version) {
        BigDecimal seconds = s.valid(InstanceKeys.ADVERT_INT).orElse(BigDecimal.ONE);
        BigDecimal fitting = version == 2
                ? seconds.setScale(0, RoundingMode.HALF_UP).max(BigDecimal.ONE)
                : seconds.setScale(2, RoundingMode.HALF_UP).min(new BigDecimal("40.95"));
        if (fitting.compareTo(seconds) != 0) {
            s.warn(
                    s.at(InstanceKeys.ADVERT_INT),
                    InstanceKeys.ADVERT_INT,
                    seconds.toPlainString() + " does not fit version " + version + ": " + fitting.toPlainString()
                            + " s is used, as in keepalived");
        }
        return new Centis(fitting.movePointRight(2).intValue());
    }

    /** The advertised addresses: those of the instance's family, as many as there is room for. */
    private List<AddressConfig> addresses(List<AddressConfig> all, boolean required) {
        if (all.isEmpty()) {
            noAddress(required);
            return all;
        }
        List<AddressConfig> family = all.stream().filter(this::isOfFamily).toList();
        if (family.size() < all.size()) {
            s.warn(
                    s.at(InstanceKeys.ADDRESSES),
                    InstanceKeys.ADDRESSES,
                    "IPv4 and IPv6 together: the first one makes this an " + wire.family()
                            + " instance; the others are held like virtual_ipaddress_excluded (keepalived leaves them out)");
        }
        if (wire.family() == Family.IPV6
                && family.stream().noneMatch(a -> a.cidr().address().isLinkLocal())) {
            s.warn(
                    s.at(InstanceKeys.ADDRESSES),
                    InstanceKeys.ADDRESSES,
                    "no link-local address: RFC 9568 5.2.9 wants one, and first in the adverts");
        }
        return limited(family);
    }

    private boolean isOfFamily(AddressConfig address) {
        return address.cidr().address().family() == wire.family();
    }

    /** What is held, but not advertised: the excluded ones, and those of the other family. */
    private List<AddressConfig> excluded(List<AddressConfig> all, Set<IpAddress> seen) {
        List<AddressConfig> others = all.stream().filter(a -> !isOfFamily(a)).toList();
        return Stream.concat(others.stream(), Addresses.read(s, InstanceKeys.EXCLUDED, seen).stream())
                .toList();
    }

    private void noAddress(boolean required) {
        if (required) {
            s.refuse(s.at(InstanceKeys.ADDRESSES), "virtual_ipaddress", "no address, and one is required");
        } else if (!s.flag(InstanceKeys.NO_ADDRESSES)) {
            s.warn(
                    s.at(InstanceKeys.ADDRESSES),
                    InstanceKeys.ADDRESSES,
                    "no address: there is nothing to keep alive" + " (no_virtual_ipaddress says that this is meant)");
        }
    }

    private List<AddressConfig> limited(List<AddressConfig> all) {
        int most = wire.family() == Family.IPV4 ? MAX_ADDRESSES : MAX_ADDRESSES6;
        if (all.size() > most) {
            s.refuse(
                    s.at(InstanceKeys.ADDRESSES),
                    "virtual_ipaddress",
                    all.size() + " addresses (expected: at most " + most + "; virtual_ipaddress_excluded takes more)");
        }
        return all.subList(0, Math.min(all.size(), most));
    }

    private GarpConfig garp(boolean strict) {
        GarpConfig g = global.garp();
        int repeat = Math.max(1, s.number(InstanceKeys.GARP_MASTER_REPEAT, g.masterRepeat()));
        Duration delay = s.seconds(InstanceKeys.GARP_MASTER_DELAY, g.masterDelay());
        boolean ownRepeat = s.has(InstanceKeys.GARP_MASTER_REPEAT);
        boolean ownDelay = s.has(InstanceKeys.GARP_MASTER_DELAY);
        return new GarpConfig(
                repeat,
                delay,
                s.seconds(InstanceKeys.GARP_MASTER_REFRESH, g.masterRefresh()),
                Math.max(1, s.number(InstanceKeys.GARP_MASTER_REFRESH_REPEAT, g.masterRefreshRepeat())),
                strict ? 0 : s.number(InstanceKeys.GARP_LOWER_PRIO_REPEAT, ownRepeat ? repeat : g.lowerPrioRepeat()),
                s.seconds(InstanceKeys.GARP_LOWER_PRIO_DELAY, ownDelay ? delay : g.lowerPrioDelay()));
    }
}
