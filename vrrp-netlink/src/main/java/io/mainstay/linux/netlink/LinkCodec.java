package io.mainstay.linux.netlink;

import io.mainstay.linux.netlink.Message.Malformed;
import io.mainstay.linux.netlink.Message.Reason;
import io.mainstay.net.LinkIndex;
import io.mainstay.net.MacAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * struct ifinfomsg: u8 ifi_family, u8 padding, u16 ifi_type, s32 ifi_index, u32 ifi_flags, u32 ifi_change; attributes
 * IFLA_….
 */
final class LinkCodec {
    static final int BYTES = 16;

    private static final int MAC_BYTES = 6;

    private LinkCodec() {}

    static Message decode(Header header, ByteBuffer body) {
        if (body.remaining() < BYTES) {
            return MessageCodec.tooShort("ifinfomsg", body.remaining(), BYTES);
        }
        int family = body.get(0) & 0xff;
        int index = body.getInt(4);
        int flags = body.getInt(8);
        Optional<Attributes> attributes = Attributes.read(body.position(BYTES));
        if (attributes.isEmpty()) {
            return MessageCodec.badAttributes("ifinfomsg");
        }
        if (index < 1) {
            return new Malformed(Reason.VALUE, "ifi_index: " + index + " (expected: 1 or more)");
        }
        LinkMessage link = link(family, new LinkIndex(index), flags, attributes.get(), body);
        return header.type() == Netlink.RTM_NEWLINK ? new Message.NewLink(link) : new Message.DelLink(link);
    }

    private static LinkMessage link(int family, LinkIndex index, int flags, Attributes attributes, ByteBuffer body) {
        return new LinkMessage(
                family,
                index,
                flags,
                attributes.string(Netlink.IFLA_IFNAME).orElse(""),
                attributes
                        .bytes(Netlink.IFLA_ADDRESS)
                        .filter(a -> a.length == MAC_BYTES)
                        .map(MacAddress::of),
                attributes.number(Netlink.IFLA_MTU, body).orElse(0),
                attributes.number(Netlink.IFLA_OPERSTATE, body).orElse(0));
    }
}
