package io.mainstay.linux.netlink;

import io.mainstay.net.Cidr;
import io.mainstay.net.LinkIndex;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Messages to the kernel, as bytes (rtnetlink(7)). The layouts stand beside their decoders. Pure. */
public final class Requests {
    /** More than the largest request with all its attributes. */
    private static final int LIMIT_BYTES = 256;

    private static final int CHANGE = Netlink.NLM_F_REQUEST | Netlink.NLM_F_ACK;
    private static final int DUMP = Netlink.NLM_F_REQUEST | Netlink.NLM_F_DUMP;

    private Requests() {}

    /** RTM_NEWADDR: adds the address, or gives the one that is there the new lifetime. */
    public static byte[] newAddress(int sequence, AddressMessage address) {
        ByteBuffer bytes = start();
        ifaddrmsg(bytes, address.local(), address.scope(), address.index());
        local(bytes, address.local());
        address.broadcast().ifPresent(b -> Attributes.write(bytes, Netlink.IFA_BROADCAST, b.bytes()));
        address.label().ifPresent(l -> Attributes.write(bytes, Netlink.IFA_LABEL, l));
        if (address.flags() != 0) {
            Attributes.write(bytes, Netlink.IFA_FLAGS, address.flags());
        }
        address.cacheinfo().ifPresent(c -> Attributes.write(bytes, Netlink.IFA_CACHEINFO, c.encode(bytes.order())));
        return finish(bytes, Netlink.RTM_NEWADDR, CHANGE | Netlink.NLM_F_CREATE | Netlink.NLM_F_REPLACE, sequence);
    }

    /** RTM_DELADDR: removes the address with just this prefix. */
    public static byte[] delAddress(int sequence, LinkIndex index, Cidr local) {
        ByteBuffer bytes = start();
        ifaddrmsg(bytes, local, 0, index);
        local(bytes, local);
        return finish(bytes, Netlink.RTM_DELADDR, CHANGE, sequence);
    }

    /** RTM_GETADDR: asks for every address of every interface. */
    public static byte[] dumpAddresses(int sequence) {
        ByteBuffer bytes = start();
        bytes.put(new byte[AddressCodec.BYTES]);
        return finish(bytes, Netlink.RTM_GETADDR, DUMP, sequence);
    }

    /** RTM_GETLINK: asks for every interface. */
    public static byte[] dumpLinks(int sequence) {
        ByteBuffer bytes = start();
        bytes.put(new byte[LinkCodec.BYTES]);
        return finish(bytes, Netlink.RTM_GETLINK, DUMP, sequence);
    }

    private static void ifaddrmsg(ByteBuffer bytes, Cidr local, int scope, LinkIndex index) {
        int family = local.address().isIpv4() ? Netlink.AF_INET : Netlink.AF_INET6;
        bytes.put((byte) family).put((byte) local.prefixLength()).put((byte) 0).put((byte) scope);
        bytes.putInt(index.value());
    }

    private static void local(ByteBuffer bytes, Cidr local) {
        Attributes.write(bytes, Netlink.IFA_LOCAL, local.address().bytes());
        Attributes.write(bytes, Netlink.IFA_ADDRESS, local.address().bytes());
    }

    private static ByteBuffer start() {
        return ByteBuffer.allocate(LIMIT_BYTES).order(ByteOrder.nativeOrder()).position(Header.BYTES);
    }

    private static byte[] finish(ByteBuffer bytes, int type, int flags, int sequence) {
        int length = bytes.position();
        new Header(length, type, flags, sequence, 0).write(bytes.position(0));
        byte[] message = new byte[length];
        bytes.get(0, message);
        return message;
    }
}
