package io.mainstay.proxy.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** What a client says, as payloads. Pure; any thread. */
public final class Request {
    /** utf8mb4_general_ci, which MySQL and MariaDB both number so. */
    private static final int CHARSET = 45;

    private static final int RESERVED_BYTES = 23;
    private static final int COM_QUIT = 0x01;
    private static final int COM_QUERY = 0x03;

    private Request() {}

    /**
     * Protocol::SSLRequest: the first fields of the answer to the greeting; TLS starts behind it.
     *
     * @param capabilities with {@link Capability#SSL}
     */
    public static Bytes sslRequest(int capabilities) {
        return take(preamble(capabilities));
    }

    /**
     * Protocol::HandshakeResponse41.
     *
     * @param answer to the challenge, at most 255 bytes
     * @param plugin that made the answer; left out unless {@link Capability#PLUGIN_AUTH} is set
     */
    public static Bytes handshakeResponse(int capabilities, String user, Bytes answer, String plugin) {
        ByteBuf out = preamble(capabilities);
        zeroEnded(out, user);
        out.writeByte(answer.length()).writeBytes(answer.toArray());
        if ((capabilities & Capability.PLUGIN_AUTH) != 0) {
            zeroEnded(out, plugin);
        }
        return take(out);
    }

    private static ByteBuf preamble(int capabilities) {
        return Unpooled.buffer()
                .writeIntLE(capabilities)
                .writeIntLE(FrameDecoder.MAX_PAYLOAD)
                .writeByte(CHARSET)
                .writeZero(RESERVED_BYTES);
    }

    private static void zeroEnded(ByteBuf out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8)).writeByte(0);
    }

    /** COM_QUERY. */
    public static Bytes query(String sql) {
        return take(Unpooled.buffer().writeByte(COM_QUERY).writeBytes(sql.getBytes(StandardCharsets.UTF_8)));
    }

    /** COM_QUIT: the server closes and counts nothing as aborted. */
    public static Bytes quit() {
        return Bytes.of((byte) COM_QUIT);
    }

    /** The buffer is unpooled heap memory: the collector frees it. */
    private static Bytes take(ByteBuf buffer) {
        return Bytes.of(ByteBufUtil.getBytes(buffer));
    }
}
