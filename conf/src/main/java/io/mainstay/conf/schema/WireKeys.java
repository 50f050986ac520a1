package io.mainstay.conf.schema;

import static io.mainstay.conf.schema.Block.GLOBAL;
import static io.mainstay.conf.schema.Block.VRRP_INSTANCE;
import static io.mainstay.conf.schema.Key.key;

import java.util.List;

/** Keys that say how adverts travel: version 3, IPv6, unicast. */
public final class WireKeys {
    public static final Key GLOBAL_GROUP6 = key(
            GLOBAL,
            "vrrp_mcast_group6",
            Type.ADDRESS,
            "ff02::12",
            "Where adverts of IPv6 instances go, unless the instance says so; ffX2::, so that they stay on the link.");
    public static final Key GLOBAL_CHECKSUM =
            key(GLOBAL, "v3_checksum_as_v2", Type.FLAG, "off", "Default of v3_checksum_as_v2 of the instances.");
    public static final Key GLOBAL_CHECK_SOURCE = key(
            GLOBAL,
            "vrrp_check_unicast_src",
            Type.FLAG,
            "on",
            "Default of check_unicast_src of the instances. keepalived's is off.");
    public static final Key CHECKSUM = key(
            VRRP_INSTANCE,
            "v3_checksum_as_v2",
            Type.FLAG,
            "off",
            "Send VRRPv3 over IPv4 with RFC 9568's checksum, the message alone, instead of keepalived's, which covers a"
                    + " pseudo-header too. Both are taken, and counted. keepalived takes the former only where this is set"
                    + " there.");
    public static final Key NATIVE_IPV6 = key(
            VRRP_INSTANCE,
            "native_ipv6",
            Type.FLAG,
            "off",
            "An IPv6 instance, where neither an address nor a peer says so.");
    public static final Key UNICAST_PEER = key(
            VRRP_INSTANCE,
            "unicast_peer",
            Type.LIST,
            "",
            "Adverts go to these hosts instead of a multicast group: ADDRESS [min_ttl 0..255] [max_ttl 0..255]. What comes"
                    + " from a peer with a TTL outside its range is dropped. Each host names all others.");
    public static final Key UNICAST_SOURCE = key(
            VRRP_INSTANCE,
            "unicast_src_ip",
            Type.ADDRESS,
            "",
            "The source address of unicast adverts; the peers must know it. Without it the interface's first address.");
    public static final Key UNICAST_TTL = key(
                    VRRP_INSTANCE,
                    "unicast_ttl",
                    Type.NUMBER,
                    "255",
                    "TTL or hop limit that unicast adverts leave with. keepalived's is 255 for IPv4, but the kernel's 64 for"
                            + " IPv6.")
            .within("0", "255");
    public static final Key CHECK_SOURCE = key(
            VRRP_INSTANCE,
            "check_unicast_src",
            Type.FLAG,
            "on",
            "Take unicast adverts from the peers only. keepalived's default is off; min_ttl and max_ttl turn it on.");
    public static final Key FAULT_NO_PEER = key(
            VRRP_INSTANCE,
            "unicast_fault_no_peer",
            Type.FLAG,
            "off",
            "Without a peer the instance stays in FAULT; else it uses multicast, as in keepalived.");

    private WireKeys() {}

    static List<Key> all() {
        return List.of(
                GLOBAL_GROUP6,
                GLOBAL_CHECKSUM,
                GLOBAL_CHECK_SOURCE,
                CHECKSUM,
                NATIVE_IPV6,
                UNICAST_PEER,
                UNICAST_SOURCE,
                UNICAST_TTL,
                CHECK_SOURCE,
                FAULT_NO_PEER);
    }
}
