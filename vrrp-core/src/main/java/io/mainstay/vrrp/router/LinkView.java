package io.mainstay.vrrp.router;

import io.mainstay.net.Cidr;
import io.mainstay.net.Family;
import io.mainstay.net.LinkIndex;
import java.util.List;
import java.util.Set;

/**
 * An interface as the kernel last described it.
 *
 * @param index its number; another one under the same name is another interface
 * @param usable IFF_UP and IFF_RUNNING (linux/if.h)
 * @param addresses in the kernel's order, without the addresses that virtual routers put there
 * @param deafTo families whose advertisements cannot be listened to there
 */
public record LinkView(LinkIndex index, String name, boolean usable, List<Cidr> addresses, Set<Family> deafTo) {
    public LinkView {
        addresses = List.copyOf(addresses);
        deafTo = Set.copyOf(deafTo);
    }

    /** One that can be listened on. */
    public LinkView(LinkIndex index, String name, boolean usable, List<Cidr> addresses) {
        this(index, name, usable, addresses, Set.of());
    }

    /** The same, deaf to these families. */
    public LinkView deafTo(Set<Family> families) {
        return new LinkView(index, name, usable, addresses, families);
    }
}
