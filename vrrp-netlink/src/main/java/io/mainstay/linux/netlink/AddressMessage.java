package io.mainstay.linux.netlink;

import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import java.util.Optional;

/**
 * struct ifaddrmsg and its attributes (rtnetlink(7)).
 *
 * @param index ifa_index
 * @param local IFA_LOCAL (IFA_ADDRESS where the family has no other) with ifa_prefixlen
 * @param flags IFA_FLAGS, else ifa_flags
 * @param scope ifa_scope: 0 global, 253 link, 254 host
 * @param label IFA_LABEL; IPv6 has none
 * @param broadcast IFA_BROADCAST
 * @param cacheinfo IFA_CACHEINFO
 */
public record AddressMessage(
        LinkIndex index,
        Cidr local,
        int flags,
        int scope,
        Optional<String> label,
        Optional<IpAddress> broadcast,
        Optional<CacheInfo> cacheinfo) {
    /** Whether all bits of the flag are set. */
    public boolean has(int flag) {
        return (flags & flag) == flag;
    }
}
