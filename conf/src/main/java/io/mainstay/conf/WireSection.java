package io.mainstay.conf;

import io.mainstay.conf.model.UnicastConfig;
import io.mainstay.conf.schema.InstanceKeys;
import io.mainstay.conf.schema.Key;
import io.mainstay.conf.schema.WireKeys;
import io.mainstay.conf.text.Node;
import io.mainstay.net.Cidr;
import io.mainstay.net.Family;
import io.mainstay.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the adverts of an instance travel: family, source, group, peers. */
final class WireSection {
    private final Section s;
    private final GlobalSection global;
    private final Family family;

    WireSection(Section s, GlobalSection global) {
        this.s = s;
        this.global = global;
        this.family = family(s);
        Optional<Node> old = s.node().child(WireKeys.NATIVE_IPV6.name());
        if (old.isPresent() && s.flag(WireKeys.NATIVE_IPV6) && family == Family.IPV4) {
            s.warn(old.get().position(), WireKeys.NATIVE_IPV6, "has no effect: the first address is an IPv4 one");
        }
    }

    /** The family of the first thing that has one: address, peer, source, group. */
    static Family family(Section s) {
        Stream<String> entries = Stream.of(InstanceKeys.ADDRESSES, WireKeys.UNICAST_PEER)
                .flatMap(key -> s.entries(key).stream())
                .map(Node::name);
        Stream<String> words = Stream.of(WireKeys.UNICAST_SOURCE, InstanceKeys.SOURCE, InstanceKeys.GROUP)
                .flatMap(key -> s.node().child(key.name()).stream())
                .flatMap(n -> n.words().stream().limit(1));
        return Stream.concat(entries, words)
                .flatMap(text -> Cidr.parse(text).stream())
                .map(cidr -> cidr.address().family())
                .findFirst()
                .orElseGet(() -> s.flag(WireKeys.NATIVE_IPV6) ? Family.IPV6 : Family.IPV4);
    }

    Family family() {
        return family;
    }

    boolean checksumAsV2() {
        return s.flag(WireKeys.CHECKSUM, global.checksumAsV2());
    }

    @Nullable
    IpAddress source() {
        boolean unicast =
                s.has(WireKeys.UNICAST_SOURCE) && (s.has(WireKeys.UNICAST_PEER) || !s.has(InstanceKeys.SOURCE));
        Key key = unicast ? WireKeys.UNICAST_SOURCE : InstanceKeys.SOURCE;
        Optional<String> word = s.word(key);
        Optional<IpAddress> address =
                word.flatMap(IpAddress::parse).filter(a -> a.family() == family && !a.isMulticast());
        if (word.isPresent() && address.isEmpty()) {
            s.warn(s.at(key), key, word.get() + " is no " + family + " address; the interface's first address is used");
        }
        return address.orElse(null);
    }

    IpAddress group() {
        Optional<String> word = s.word(InstanceKeys.GROUP);
        Optional<IpAddress> address = word.flatMap(IpAddress::parse).filter(a -> a.family() == family && isGroup(a));
        if (word.isPresent() && address.isEmpty()) {
            s.refuse(s.at(InstanceKeys.GROUP), "mcast_dst_ip", word.get() + " is no " + family + " multicast address");
        }
        return address.orElse(family == Family.IPV4 ? global.group() : global.group6());
    }

    /** Multicast; over IPv6 of a scope that no router passes on (RFC 4291 2.7). */
    static boolean isGroup(IpAddress address) {
        return address.isMulticast() && (address.isIpv4() || (address.bytes()[1] & 0xf) == 2);
    }

    /**
     * The peers; null for multicast, which keepalived falls back to where none is named.
     *
     * @param source what {@link #source} has answered
     */
    @Nullable
    UnicastConfig unicast(@Nullable IpAddress source) {
        List<Node> entries = s.entries(WireKeys.UNICAST_PEER);
        Peers read = new Peers(s, family, source);
        entries.forEach(read::entry);
        if (!read.peers().isEmpty()) {
            boolean check = s.flag(WireKeys.CHECK_SOURCE, global.checkUnicastSource()) || read.ranges();
            return new UnicastConfig(read.peers(), check, s.number(WireKeys.UNICAST_TTL));
        }
        if (!entries.isEmpty()) {
            s.refuse(
                    s.at(WireKeys.UNICAST_PEER),
                    "unicast_peer",
                    "no usable peer, and multicast instead would make two masters");
        } else if (s.flag(WireKeys.FAULT_NO_PEER)) {
            s.refuse(s.at(WireKeys.FAULT_NO_PEER), "unicast_fault_no_peer", "unicast_peer names no peer");
        } else if (s.has(WireKeys.UNICAST_PEER)) {
            s.warn(
                    s.at(WireKeys.UNICAST_PEER),
                    WireKeys.UNICAST_PEER,
                    "empty, so adverts go to the multicast group, as in keepalived (unicast_fault_no_peer forbids it)");
        }
        return null;
    }
}
