package io.mainstay.linux.link;

import io.mainstay.linux.netlink.LinkMessage;
import io.mainstay.linux.netlink.Netlink;
import io.mainstay.net.LinkIndex;
import io.mainstay.net.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * A network interface as the kernel last described it (netdevice(7)).
 *
 * @param index its number, never given to another interface while this one lives
 * @param name what it is called now; may change
 * @param up IFF_UP: somebody switched it on
 * @param running IFF_RUNNING: and there is a carrier
 * @param loopback IFF_LOOPBACK
 * @param noArp IFF_NOARP: nobody asks for its addresses
 * @param multicast IFF_MULTICAST
 * @param mac its Ethernet address, null when it has none
 * @param mtu in bytes
 */
public record Link(
        LinkIndex index,
        String name,
        boolean up,
        boolean running,
        boolean loopback,
        boolean noArp,
        boolean multicast,
        @Nullable MacAddress mac,
        int mtu) {

    static Link of(LinkMessage message) {
        return new Link(
                message.index(),
                message.ifname(),
                message.has(Netlink.IFF_UP),
                message.has(Netlink.IFF_RUNNING),
                message.has(Netlink.IFF_LOOPBACK),
                message.has(Netlink.IFF_NOARP),
                message.has(Netlink.IFF_MULTICAST),
                message.address().orElse(null),
                message.mtu());
    }
}
