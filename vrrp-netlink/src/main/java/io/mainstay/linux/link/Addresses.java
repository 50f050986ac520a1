package io.mainstay.linux.link;

import io.mainstay.linux.libc.Capability;
import io.mainstay.linux.libc.Errno;
import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.linux.netlink.Message;
import io.mainstay.linux.netlink.Requests;
import io.mainstay.net.Cidr;
import io.mainstay.net.LinkIndex;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Puts addresses on interfaces and takes them off. Both are idempotent: what is already so is success. Owned by the
 * thread that owns the socket.
 */
public final class Addresses {
    private static final Set<Errno> GONE = Set.of(Errno.EADDRNOTAVAIL, Errno.ENODEV);

    private static final LinkIndex NO_SUCH_LINK = new LinkIndex(Integer.MAX_VALUE);
    private static final int WARM_UP_ROUNDS = 50;

    private final NetlinkSocket socket;

    public Addresses(NetlinkSocket socket) {
        this.socket = socket;
    }

    /**
     * Adds an address, or gives the one that is there a new lifetime. The kernel removes it by itself when the lifetime
     * has passed, whatever has become of this process by then (about 1.04 s for one second).
     *
     * @param lifetime whole seconds, 1 or more; zero for ever
     * @throws SystemCallException with the kernel's own words: {@code add 10.0.0.5/24 to eth0: EPERM (needs …)}
     */
    public void add(LinkIndex link, AddressSpec spec, Duration lifetime) throws SystemCallException {
        change(
                "add",
                spec.cidr() + " to ",
                link,
                Set.of(Errno.EEXIST),
                n -> Requests.newAddress(n, spec.message(link, lifetime)));
    }

    /** {@link #add} once more: begins the lifetime anew, and puts back what somebody took away meanwhile. */
    public void renew(LinkIndex link, AddressSpec spec, Duration lifetime) throws SystemCallException {
        add(link, spec, lifetime);
    }

    /** Removes the address with just this prefix; that it is not there, or not even the interface, is success. */
    public void remove(LinkIndex link, Cidr cidr) throws SystemCallException {
        change("remove", cidr + " from ", link, GONE, n -> Requests.delAddress(n, link, cidr));
    }

    /** What the kernel has on an interface now, of both families; empty when there is no such interface. */
    public List<InterfaceAddress> addresses(LinkIndex link) throws SystemCallException {
        return addresses().stream().filter(a -> a.link().equals(link)).toList();
    }

    /** What the kernel has on all interfaces now. */
    public List<InterfaceAddress> addresses() throws SystemCallException {
        return socket.dump(Requests::dumpAddresses).stream()
                .filter(Message.NewAddress.class::isInstance)
                .map(m -> InterfaceAddress.of(((Message.NewAddress) m).address()))
                .toList();
    }

    /** Loads and exercises what {@link #add} and {@link #remove} need, on an interface that does not exist. */
    public void warmUp() throws SystemCallException {
        AddressSpec spec = AddressSpec.of(Cidr.of("192.0.2.1/32"));
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            socket.change(n -> Requests.newAddress(n, spec.message(NO_SUCH_LINK, Duration.ofSeconds(1))));
            remove(NO_SUCH_LINK, spec.cidr());
        }
    }

    private void change(String call, String subject, LinkIndex link, Set<Errno> fine, IntFunction<byte[]> request)
            throws SystemCallException {
        Message.Refused refused = socket.change(request).orElse(null);
        if (refused == null || fine.contains(new Errno(refused.errno()))) {
            return;
        }
        Errno errno = new Errno(refused.errno());
        String where = subject + name(link);
        throw errno.isDenied()
                ? SystemCallException.of(call, where, errno, Capability.CAP_NET_ADMIN)
                : new SystemCallException(call, where, errno, refused.text());
    }

    /** For messages only. */
    private String name(LinkIndex link) {
        try {
            return new Links(socket)
                    .dump().stream()
                            .filter(l -> l.index().equals(link))
                            .map(Link::name)
                            .findFirst()
                            .orElse("interface " + link);
        } catch (SystemCallException e) {
            return "interface " + link; // the refusal itself is what is to be told
        }
    }
}
