package io.mainstay.linux.netlink;

import io.mainstay.linux.netlink.Message.Malformed;
import io.mainstay.linux.netlink.Message.Reason;
import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import java.nio.ByteBuffer;
import java.util.Optional;

/** struct ifaddrmsg: u8 ifa_family, u8 ifa_prefixlen, u8 ifa_flags, u8 ifa_scope, u32 ifa_index; attributes IFA_…. */
final class AddressCodec {
    static final int BYTES = 8;

    private AddressCodec() {}

    static Message decode(Header header, ByteBuffer body) {
        if (body.remaining() < BYTES) {
            return MessageCodec.tooShort("ifaddrmsg", body.remaining(), BYTES);
        }
        int family = body.get(0) & 0xff;
        int prefixLength = body.get(1) & 0xff;
        int index = body.getInt(4);
        if (family != Netlink.AF_INET && family != Netlink.AF_INET6) {
            return new Message.Unknown(header.type());
        }
        Optional<Attributes> attributes =
                Attributes.read(body.duplicate().order(body.order()).position(BYTES));
        if (attributes.isEmpty()) {
            return MessageCodec.badAttributes("ifaddrmsg");
        }
        Optional<IpAddress> local = local(attributes.get(), family);
        if (local.isEmpty()) {
            return new Malformed(Reason.ATTRIBUTE_MISSING, "ifaddrmsg: neither IFA_LOCAL nor IFA_ADDRESS");
        }
        if (index < 1 || prefixLength > local.get().bits()) {
            return new Malformed(Reason.VALUE, "ifaddrmsg: ifa_prefixlen " + prefixLength + ", ifa_index " + index);
        }
        AddressMessage address = address(new Cidr(local.get(), prefixLength), attributes.get(), body);
        return header.type() == Netlink.RTM_NEWADDR ? new Message.NewAddress(address) : new Message.DelAddress(address);
    }

    /** IFA_ADDRESS is the peer's where there is a peer, so IFA_LOCAL goes first; IPv6 has it only then. */
    private static Optional<IpAddress> local(Attributes attributes, int family) {
        return attributes.address(Netlink.IFA_LOCAL, family).or(() -> attributes.address(Netlink.IFA_ADDRESS, family));
    }

    private static AddressMessage address(Cidr local, Attributes attributes, ByteBuffer body) {
        return new AddressMessage(
                new LinkIndex(body.getInt(4)),
                local,
                attributes.number(Netlink.IFA_FLAGS, body).orElse(body.get(2) & 0xff),
                body.get(3) & 0xff,
                attributes.string(Netlink.IFA_LABEL),
                attributes.address(Netlink.IFA_BROADCAST, Netlink.AF_INET),
                attributes
                        .bytes(Netlink.IFA_CACHEINFO)
                        .filter(v -> v.length >= CacheInfo.BYTES)
                        .map(v -> CacheInfo.read(ByteBuffer.wrap(v).order(body.order()))));
    }
}
