package io.mainstay.linux.netlink;

import io.mainstay.net.LinkIndex;
import io.mainstay.net.MacAddress;
import java.util.Optional;

/**
 * struct ifinfomsg and the attributes that matter here (rtnetlink(7)).
 *
 * @param family AF_UNSPEC for the interface itself; AF_BRIDGE speaks of its place in a bridge only
 * @param index ifi_index
 * @param flags IFF_…
 * @param ifname IFLA_IFNAME
 * @param address IFLA_ADDRESS when it is an Ethernet one
 * @param mtu IFLA_MTU in bytes, 0 when the message does not say
 * @param operstate IFLA_OPERSTATE (RFC 2863), 0 for unknown
 */
public record LinkMessage(
        int family, LinkIndex index, int flags, String ifname, Optional<MacAddress> address, int mtu, int operstate) {
    /** Whether all bits of the flag are set. */
    public boolean has(int flag) {
        return (flags & flag) == flag;
    }
}
