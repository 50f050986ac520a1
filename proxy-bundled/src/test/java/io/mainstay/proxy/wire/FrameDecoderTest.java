package io.mainstay.proxy.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder());

    @Test
    void frameInPiecesIsOneFrame() {
        for (String piece : new String[] {"02", "0000", "07", "aa"}) {
            channel.writeInbound(buffer(piece));
        }
        assertNull(channel.readInbound());
        channel.writeInbound(buffer("bb"));
        assertEquals(new Decoded.Ok<>(new Frame(7, Bytes.ofHex("aabb"))), channel.readInbound());
    }

    @Test
    void twoFramesInOnePieceAreTwo() {
        channel.writeInbound(buffer("000000 01 010000 02 00"));
        assertEquals(new Decoded.Ok<>(new Frame(1, Bytes.EMPTY)), channel.readInbound());
        assertEquals(new Decoded.Ok<>(new Frame(2, Bytes.ofHex("00"))), channel.readInbound());
    }

    @Test
    void frameAboveTheLimitIsRefusedAndNothingReadAfterIt() {
        channel.writeInbound(buffer("010010 00 00"));
        assertEquals(
                new Decoded.Malformed<Frame>(
                        Decoded.Reason.TOO_LARGE, "packet of 1048577 bytes (expected: at most 1048576)"),
                channel.readInbound());
        channel.writeInbound(buffer("010000 00 00"));
        assertNull(channel.readInbound());
    }

    @Test
    void frameEncodesHeaderBeforePayload() {
        ByteBuf out = Unpooled.buffer();
        new Frame(3, Bytes.ofHex("0102")).encode(out);
        assertEquals("02000003" + "0102", io.netty.buffer.ByteBufUtil.hexDump(out));
    }

    private static ByteBuf buffer(String hex) {
        return Unpooled.wrappedBuffer(Bytes.ofHex(hex).toArray());
    }
}
