package io.mainstay.linux.link;

import io.mainstay.linux.netlink.AddressMessage;
import io.mainstay.linux.netlink.CacheInfo;
import io.mainstay.linux.netlink.Netlink;
import io.mainstay.net.Cidr;
import io.mainstay.net.LinkIndex;
import java.time.Duration;
import java.util.Optional;

/**
 * An address as the kernel has it.
 *
 * @param link the interface that carries it
 * @param cidr the address and its prefix
 * @param label IPv4 only, else empty
 * @param scope ifa_scope: 0 global, 253 link, 254 host
 * @param permanent whether it stays until somebody removes it
 * @param usable IPv6: not tentative, and no duplicate was found; IPv4: always
 * @param left how long it is valid still, in whole seconds; empty for ever
 */
public record InterfaceAddress(
        LinkIndex link,
        Cidr cidr,
        String label,
        int scope,
        boolean permanent,
        boolean usable,
        Optional<Duration> left) {

    static InterfaceAddress of(AddressMessage message) {
        return new InterfaceAddress(
                message.index(),
                message.local(),
                message.label().orElse(""),
                message.scope(),
                message.has(Netlink.IFA_F_PERMANENT),
                !message.has(Netlink.IFA_F_TENTATIVE) && !message.has(Netlink.IFA_F_DADFAILED),
                message.cacheinfo()
                        .filter(c -> c.valid() != CacheInfo.FOREVER)
                        .map(c -> Duration.ofSeconds(c.valid())));
    }
}
