package io.mainstay.linux.link;

import io.mainstay.linux.netlink.AddressMessage;
import io.mainstay.linux.netlink.CacheInfo;
import io.mainstay.linux.netlink.Netlink;
import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address as it is to be on an interface.
 *
 * @param cidr the address and its prefix
 * @param label IPv4 only, at most 15 bytes; null for the interface's name
 * @param scope ifa_scope: 0 global, 200 site, 253 link, 254 host
 * @param broadcast IPv4 only; null for none
 */
public record AddressSpec(
        Cidr cidr,
        @Nullable String label,
        int scope,
        @Nullable IpAddress broadcast) {
    private static final int LABEL_LIMIT_BYTES = 15; // IFNAMSIZ with its zero

    public AddressSpec {
        if (scope < 0 || scope > 255) {
            throw new IllegalArgumentException("scope: " + scope + " (expected: 0..255)");
        }
        if (label != null && label.getBytes(StandardCharsets.UTF_8).length > LABEL_LIMIT_BYTES) {
            throw new IllegalArgumentException("label: " + label + " (expected: at most 15 bytes)");
        }
        boolean ipv4Only = label != null || broadcast != null;
        if (ipv4Only && !cidr.address().isIpv4()) {
            throw new IllegalArgumentException(cidr + ": IPv6 addresses have neither label nor broadcast");
        }
    }

    /** Scope global, nothing else. */
    public static AddressSpec of(Cidr cidr) {
        return new AddressSpec(cidr, null, 0, null);
    }

    /** An IPv6 address is good at once (IFA_F_NODAD): its former holder may be dead but not yet silent. */
    AddressMessage message(LinkIndex index, Duration lifetime) {
        return new AddressMessage(
                index,
                cidr,
                cidr.address().isIpv4() ? 0 : Netlink.IFA_F_NODAD,
                scope,
                Optional.ofNullable(label),
                Optional.ofNullable(broadcast),
                Optional.of(isHostAddress6() ? CacheInfo.deprecated(lifetime) : CacheInfo.of(lifetime)));
    }

    /** Such an address is nothing that connections of this host should come from, as keepalived has it. */
    private boolean isHostAddress6() {
        return !cidr.address().isIpv4() && cidr.prefixLength() == 128;
    }
}
