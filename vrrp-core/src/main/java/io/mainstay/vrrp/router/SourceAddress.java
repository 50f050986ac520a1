package io.mainstay.vrrp.router;

import io.mainstay.net.Cidr;
import io.mainstay.net.Family;
import io.mainstay.net.IpAddress;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The address that a router's advertisements come from: the configured one, else the interface's first that is no
 * virtual address. Over IPv6 that is a link-local one (RFC 9568 5.1.2.1), except towards peers beyond the link.
 */
final class SourceAddress {
    private SourceAddress() {}

    static @Nullable IpAddress of(RouterSpec spec, World world) {
        if (spec.source() != null) {
            return spec.source();
        }
        LinkView link = world.links().get(spec.link());
        if (link == null) {
            return null;
        }
        Predicate<IpAddress> fits = a -> a.family() == spec.family()
                && (a.isIpv4() || a.isLinkLocal() == linkLocal(spec))
                && spec.addresses().stream().noneMatch(v -> v.cidr().address().equals(a));
        return link.addresses().stream()
                .map(Cidr::address)
                .filter(fits)
                .findFirst()
                .orElse(null);
    }

    /** What was looked for, in words. */
    static String wanted(RouterSpec spec) {
        return spec.family() == Family.IPV4
                ? "IPv4 address"
                : linkLocal(spec) ? "IPv6 link-local address" : "IPv6 address beyond the link";
    }

    private static boolean linkLocal(RouterSpec spec) {
        return spec.wire().destinations().stream().allMatch(a -> a.isMulticast() || a.isLinkLocal());
    }
}
