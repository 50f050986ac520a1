package io.mainstay.linux.netlink;

import java.nio.ByteBuffer;

/**
 * struct nlmsgerr: int error; the request's header; the request's body unless NLM_F_CAPPED; with NLM_F_ACK_TLVS the
 * extended ack's attributes.
 */
final class Acknowledgement {
    private static final int BYTES = Integer.BYTES + Header.BYTES;

    private Acknowledgement() {}

    static Message decode(Header header, ByteBuffer body) {
        if (body.remaining() < BYTES) {
            return MessageCodec.tooShort("nlmsgerr", body.remaining(), BYTES);
        }
        int errno = -body.getInt();
        if (errno == 0) {
            return new Message.Ack();
        }
        if (errno < 0) {
            return new Message.Malformed(Message.Reason.VALUE, "nlmsgerr: error " + -errno + " (expected: 0 or less)");
        }
        Header request = Header.read(body);
        return new Message.Refused(errno, hasText(header) ? text(header, request, body) : "");
    }

    private static boolean hasText(Header header) {
        return (header.flags() & Netlink.NLM_F_ACK_TLVS) != 0;
    }

    private static String text(Header header, Header request, ByteBuffer body) {
        boolean capped = (header.flags() & Netlink.NLM_F_CAPPED) != 0;
        int echoed = capped ? 0 : Attributes.align(Math.max(0, request.len() - Header.BYTES));
        if (echoed < 0 || echoed > body.remaining()) {
            return ""; // the errno is worth more than the words
        }
        body.position(body.position() + echoed);
        return Attributes.read(body)
                .flatMap(a -> a.string(Netlink.NLMSGERR_ATTR_MSG))
                .orElse("");
    }
}
