package io.mainstay.vrrp.packet;

import io.mainstay.net.IpAddress;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import java.util.List;

/**
 * A VRRP advertisement, version 2 (RFC 3768 5.1) or 3 (RFC 9568 5.1).
 *
 * @param version 2 or 3
 * @param vrid the virtual router
 * @param priority 0 (the sender resigns) .. 255 (the sender owns the addresses)
 * @param interval the sender's advertisement interval; whole seconds up to 255 in version 2, up to 40.95 s in 3
 * @param addresses what the virtual router holds, at most 255, all of one family
 * @param authentication {@link Authentication#NONE} in version 3
 */
public record Advertisement(
        int version,
        Vrid vrid,
        int priority,
        Centis interval,
        List<IpAddress> addresses,
        Authentication authentication) {
    public Advertisement {
        if (version != 2 && version != 3) {
            throw new IllegalArgumentException("version: " + version + " (expected: 2 or 3)");
        }
        if (priority < 0 || priority > 255) {
            throw new IllegalArgumentException("priority: " + priority + " (expected: 0..255)");
        }
        boolean representable = version == 2 ? interval.value() % 100 == 0 : interval.value() <= 4095;
        if (!representable) {
            throw new IllegalArgumentException("interval: " + interval + " (expected: "
                    + (version == 2 ? "whole seconds" : "at most 40.95s") + ")");
        }
        if (addresses.size() > 255) {
            throw new IllegalArgumentException("addresses: " + addresses.size() + " (expected: at most 255)");
        }
        addresses = List.copyOf(addresses);
    }
}
