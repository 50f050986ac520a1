package io.mainstay.linux.link;

import io.mainstay.net.Cidr;
import io.mainstay.net.LinkIndex;

/** What changed in the kernel without being asked, or because somebody (maybe this program) asked. */
public sealed interface KernelEvent {
    /** An interface appeared, or something of it changed. */
    record LinkChanged(Link link) implements KernelEvent {}

    /** An interface is no more. */
    record LinkGone(LinkIndex link, String name) implements KernelEvent {}

    /**
     * An address appeared, or its lifetime or flags changed.
     *
     * @param permanent whether it stays until somebody removes it
     */
    record AddressAdded(LinkIndex link, Cidr cidr, boolean permanent) implements KernelEvent {}

    /** An address is no more: removed, or its lifetime has passed. */
    record AddressRemoved(LinkIndex link, Cidr cidr) implements KernelEvent {}

    /** Changes were lost (ENOBUFS): ask for links and addresses anew. */
    record Overrun() implements KernelEvent {}
}
