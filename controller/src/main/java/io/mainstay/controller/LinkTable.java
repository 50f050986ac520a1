package io.mainstay.controller;

import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.linux.link.Addresses;
import io.mainstay.linux.link.InterfaceAddress;
import io.mainstay.linux.link.KernelEvent;
import io.mainstay.linux.link.Link;
import io.mainstay.linux.link.Links;
import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import io.mainstay.vrrp.router.LinkView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the kernel last said of interfaces and their addresses. Owned by the loop. */
final class LinkTable {
    private final Map<LinkIndex, Link> links = new LinkedHashMap<>();
    private final Map<LinkIndex, Set<Cidr>> addresses = new LinkedHashMap<>();

    /** Asks the kernel for everything: at the start, and when notifications were lost. */
    void load(Links kernelLinks, Addresses kernelAddresses) throws SystemCallException {
        List<Link> allLinks = kernelLinks.dump();
        List<InterfaceAddress> allAddresses = kernelAddresses.addresses();
        links.clear();
        addresses.clear();
        allLinks.forEach(link -> links.put(link.index(), link));
        // One that is still being probed cannot be sent from; the kernel tells when it can.
        allAddresses.stream()
                .filter(InterfaceAddress::usable)
                .forEach(a -> of(a.link()).add(a.cidr()));
    }

    /**
     * Takes what the kernel reports; {@link KernelEvent.Overrun} is the caller's business.
     *
     * @return whether it was news: the echo of a renewed lifetime, one a second and address, is none
     */
    boolean apply(KernelEvent event) {
        return switch (event) {
            case KernelEvent.LinkChanged e ->
                !e.link().equals(links.put(e.link().index(), e.link()));
            case KernelEvent.LinkGone e -> {
                addresses.remove(e.link());
                yield links.remove(e.link()) != null;
            }
            case KernelEvent.AddressAdded e -> of(e.link()).add(e.cidr());
            case KernelEvent.AddressRemoved e -> of(e.link()).remove(e.cidr());
            case KernelEvent.Overrun e -> true;
        };
    }

    private Set<Cidr> of(LinkIndex link) {
        return addresses.computeIfAbsent(link, l -> new LinkedHashSet<>());
    }

    Optional<Link> find(String name) {
        return links.values().stream().filter(l -> l.name().equals(name)).findFirst();
    }

    Optional<Link> find(LinkIndex index) {
        return Optional.ofNullable(links.get(index));
    }

    /** Whether an address is on an interface of this name, as far as the kernel has said. */
    boolean has(String name, IpAddress address) {
        return find(name).map(link -> of(link.index())).orElse(Set.of()).stream()
                .anyMatch(c -> c.address().equals(address));
    }

    /** The interfaces as the core wants them: without the addresses that virtual routers put there. */
    List<LinkView> views(Set<IpAddress> virtual) {
        List<LinkView> views = new ArrayList<>();
        for (Link link : links.values()) {
            List<Cidr> own = of(link.index()).stream()
                    .filter(c -> !virtual.contains(c.address()))
                    .toList();
            views.add(new LinkView(link.index(), link.name(), link.up() && link.running(), own));
        }
        return views;
    }
}
