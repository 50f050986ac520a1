package io.mainstay.conf;

import io.mainstay.conf.model.AddressConfig;
import io.mainstay.conf.model.ConductConfig;
import io.mainstay.conf.model.GarpConfig;
import io.mainstay.conf.model.Tracked;
import io.mainstay.conf.model.VirtualRouterConfig;
import io.mainstay.conf.schema.Block;
import io.mainstay.conf.schema.InstanceKeys;
import io.mainstay.conf.schema.Key;
import io.mainstay.conf.schema.OtherInstanceKeys;
import io.mainstay.conf.schema.Schema;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import io.mainstay.net.IpAddress;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One {@code vrrp_instance}: its own keys. What concerns several (trackers, duplicates) is {@link ConfigBuilder}'s. */
final class InstanceSection {
    /** Stands for an interface that nobody named; no interface can be called so, for the slash. */
    static final String NO_INTERFACE = "n/a";

    /** The longest interface name (IFNAMSIZ less the final zero byte). */
    private static final int INTERFACE_LENGTH = 15;
    /** How many addresses an advert can name (RFC 3768 5.3.5: one byte). */
    private static final int MAX_ADDRESSES = 255;

    private final Section s;
    private final GlobalSection global;
    private final Commands commands;

    InstanceSection(Node node, GlobalSection global, Commands commands, Diagnostics diagnostics) {
        this.s = new Section(
                node, Block.VRRP_INSTANCE, "vrrp_instance " + node.words().getFirst(), diagnostics);
        this.global = global;
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
        List<AddressConfig> addresses = addresses(seen, strict, version);
        boolean preempt = preempt(priority, tracked);
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
                Passwords.read(s, strict),
                addresses,
                Addresses.read(s, InstanceKeys.EXCLUDED, seen),
                source(),
                group(),
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

    private int version() {
        int version = s.number(InstanceKeys.VERSION, global.version());
        if (!Schema.VERSIONS.contains(version)) {
            s.refuse(
                    s.at(InstanceKeys.VERSION),
                    "version",
                    "version " + version + " is not supported yet, and version"
                            + " 2 instead would make two masters: set version 2 on all hosts");
        }
        return version;
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

    private List<AddressConfig> addresses(Set<IpAddress> seen, boolean strict, int version) {
        List<AddressConfig> all = Addresses.read(s, InstanceKeys.ADDRESSES, seen);
        if (all.isEmpty()) {
            noAddress(strict || version == 3);
            return all;
        }
        boolean four = all.getFirst().cidr().address().isIpv4();
        if (!four) {
            s.refuse(
                    all.getFirst().position(),
                    "virtual_ipaddress",
                    "IPv6 needs version 3, which is not supported yet"
                            + " (virtual_ipaddress_excluded takes IPv6 addresses)");
        }
        List<AddressConfig> family =
                all.stream().filter(a -> a.cidr().address().isIpv4() == four).toList();
        if (family.size() < all.size()) {
            s.warn(
                    s.at(InstanceKeys.ADDRESSES),
                    InstanceKeys.ADDRESSES,
                    "IPv4 and IPv6 together: those of the other"
                            + " family than the first are left out, as in keepalived");
        }
        return limited(family);
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
        if (all.size() > MAX_ADDRESSES) {
            s.refuse(
                    s.at(InstanceKeys.ADDRESSES),
                    "virtual_ipaddress",
                    all.size() + " addresses (expected: at most " + MAX_ADDRESSES
                            + "; virtual_ipaddress_excluded takes more)");
        }
        return all.subList(0, Math.min(all.size(), MAX_ADDRESSES));
    }

    private @Nullable IpAddress source() {
        Key key = s.has(InstanceKeys.SOURCE) ? InstanceKeys.SOURCE : OtherInstanceKeys.UNICAST_SOURCE;
        Optional<String> word = s.word(key);
        Optional<IpAddress> address = word.flatMap(IpAddress::parse).filter(IpAddress::isIpv4);
        if (word.isPresent() && address.isEmpty()) {
            s.warn(s.at(key), key, word.get() + " is no IPv4 address; the interface's first address is used");
        }
        return address.orElse(null);
    }

    private IpAddress group() {
        Optional<String> word = s.word(InstanceKeys.GROUP);
        Optional<IpAddress> address = word.flatMap(IpAddress::parse).filter(a -> a.isIpv4() && a.isMulticast());
        if (word.isPresent() && address.isEmpty()) {
            s.refuse(s.at(InstanceKeys.GROUP), "mcast_dst_ip", word.get() + " is no IPv4 multicast address");
        }
        return address.orElse(global.group());
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
