package io.mainstay.vrrp.router;

import io.mainstay.net.Cidr;
import io.mainstay.net.LinkIndex;
import java.util.List;

/**
 * An interface as the kernel last described it.
 *
 * @param index its number; another one under the same name is another interface
 * @param usable IFF_UP and IFF_RUNNING (linux/if.h)
 * @param addresses in the kernel's order, without the addresses that virtual routers put there
 */
public record LinkView(LinkIndex index, String name, boolean usable, List<Cidr> addresses) {
    public LinkView {
        addresses = List.copyOf(addresses);
    }
}
