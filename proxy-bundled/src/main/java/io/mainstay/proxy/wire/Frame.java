package io.mainstay.proxy.wire;

import io.netty.buffer.ByteBuf;

/**
 * One packet of the protocol.
 *
 * <pre>
 *  +-----------------------+-----------+---------------+
 *  | payload length (3, LE)| seq.  (1) | payload       |
 *  +-----------------------+-----------+---------------+
 * </pre>
 *
 * @param sequence 0..255, counted from 0 in every exchange
 * @param payload at most {@link FrameDecoder#MAX_PAYLOAD} bytes
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_packets.html">MySQL packets</a>
 */
public record Frame(int sequence, Bytes payload) {
    /** Bytes before the payload. */
    public static final int HEADER_BYTES = 4;

    /** Puts header and payload behind what the buffer holds. */
    public void encode(ByteBuf out) {
        out.writeMediumLE(payload.length()).writeByte(sequence).writeBytes(payload.toArray());
    }
}
