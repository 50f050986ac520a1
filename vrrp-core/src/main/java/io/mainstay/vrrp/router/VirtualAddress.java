package io.mainstay.vrrp.router;

import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * An address that a master holds.
 *
 * @param cidr the address
 * @param dev the interface that carries it
 * @param label {@code IFA_LABEL}; null for none
 * @param scope {@code ifa_scope} (linux/rtnetlink.h)
 * @param broadcast {@code IFA_BROADCAST}; null for none
 * @param advertised whether the advertisements name it
 * @param tracked whether its interface must be up, and whether it is put back when somebody deletes it
 */
public record VirtualAddress(
        Cidr cidr,
        String dev,
        @Nullable String label,
        int scope,
        @Nullable IpAddress broadcast,
        boolean advertised,
        boolean tracked) {
    @Override
    public String toString() {
        return cidr + " dev " + dev;
    }
}
