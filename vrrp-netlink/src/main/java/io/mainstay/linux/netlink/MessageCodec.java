package io.mainstay.linux.netlink;

import io.mainstay.linux.netlink.Message.Malformed;
import io.mainstay.linux.netlink.Message.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Datagrams from the kernel to messages; the other way is {@link Requests}. Never throws for what it reads: bytes that
 * make no sense become {@link Malformed}, and what stands before and, where the length can be trusted, behind them is
 * kept. Pure.
 */
public final class MessageCodec {
    private static final Header NO_HEADER = new Header(0, 0, 0, 0, 0);

    private MessageCodec() {}

    /**
     * Takes a datagram apart.
     *
     * @param datagram holds it
     * @param length its length in bytes; more than the array holds when it was cut off
     */
    public static List<Envelope> decode(byte[] datagram, int length) {
        List<Envelope> envelopes = new ArrayList<>();
        ByteBuffer bytes =
                ByteBuffer.wrap(datagram, 0, Math.min(length, datagram.length)).order(ByteOrder.nativeOrder());
        while (bytes.hasRemaining()) {
            envelopes.add(next(bytes));
        }
        if (length > datagram.length) {
            envelopes.add(malformed(
                    NO_HEADER,
                    Reason.BODY_LENGTH,
                    "datagram of " + length + " bytes cut off (expected: at most " + datagram.length + ")"));
        }
        return envelopes;
    }

    private static Envelope next(ByteBuffer bytes) {
        int there = bytes.remaining();
        if (there < Header.BYTES) {
            bytes.position(bytes.limit());
            return malformed(
                    NO_HEADER, Reason.HEADER_LENGTH, there + " bytes (expected: " + Header.BYTES + " or more)");
        }
        int start = bytes.position();
        Header header = Header.read(bytes);
        if (header.len() < Header.BYTES || header.len() > there) {
            bytes.position(bytes.limit());
            return malformed(
                    header,
                    Reason.HEADER_LENGTH,
                    "nlmsg_len: " + header.len() + " (expected: " + Header.BYTES + ".." + there + ")");
        }
        ByteBuffer body =
                bytes.slice(start + Header.BYTES, header.len() - Header.BYTES).order(bytes.order());
        bytes.position(Math.min(bytes.limit(), start + Attributes.align(header.len())));
        return new Envelope(header, body(header, body));
    }

    private static Message body(Header header, ByteBuffer body) {
        return switch (header.type()) {
            case Netlink.NLMSG_ERROR -> Acknowledgement.decode(header, body);
            case Netlink.NLMSG_DONE -> new Message.Done(body.remaining() >= Integer.BYTES ? -body.getInt() : 0);
            case Netlink.NLMSG_OVERRUN -> new Message.Overrun();
            case Netlink.RTM_NEWLINK, Netlink.RTM_DELLINK -> LinkCodec.decode(header, body);
            case Netlink.RTM_NEWADDR, Netlink.RTM_DELADDR -> AddressCodec.decode(header, body);
            default -> new Message.Unknown(header.type());
        };
    }

    private static Envelope malformed(Header header, Reason reason, String detail) {
        return new Envelope(header, new Malformed(reason, detail));
    }

    static Malformed tooShort(String struct, int there, int expected) {
        return new Malformed(Reason.BODY_LENGTH, struct + ": " + there + " bytes (expected: " + expected + " or more)");
    }

    static Malformed badAttributes(String struct) {
        return new Malformed(Reason.ATTRIBUTE_LENGTH, struct + ": an attribute's length leaves the message");
    }
}
