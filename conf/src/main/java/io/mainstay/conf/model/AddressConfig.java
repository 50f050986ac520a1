package io.mainstay.conf.model;

import io.mainstay.conf.text.Position;
import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * An address that the master holds: one entry of {@code virtual_ipaddress} or {@code virtual_ipaddress_excluded}.
 *
 * @param cidr the address; without a length in the file it is a host address, as in keepalived
 * @param dev the interface that carries it; null for the instance's own
 * @param label {@code IFA_LABEL}, at most 15 characters; null for none
 * @param scope {@code ifa_scope}: 0 global, 200 site, 253 link, 254 host, 255 nowhere (linux/rtnetlink.h)
 * @param broadcast {@code IFA_BROADCAST}; null for none
 * @param noTrack whether its interface and its deletion by others are left alone
 * @param position where it stands
 */
public record AddressConfig(
        Cidr cidr,
        @Nullable String dev,
        @Nullable String label,
        int scope,
        @Nullable IpAddress broadcast,
        boolean noTrack,
        Position position) {}
