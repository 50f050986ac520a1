package io.mainstay.proxy.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Cuts a stream into {@link Frame}s and passes them on as {@link Decoded}. A frame above the limit becomes one
 * malformed value, and nothing that follows it is read. Belongs to one channel.
 */
public final class FrameDecoder extends ByteToMessageDecoder {
    /** The largest payload accepted, in bytes; whole answers of a monitor are far below. */
    public static final int MAX_PAYLOAD = 1 << 20;

    private boolean refused;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < Frame.HEADER_BYTES) {
            return;
        }
        int length = in.getUnsignedMediumLE(in.readerIndex());
        if (length > MAX_PAYLOAD) {
            refused = true;
            in.skipBytes(in.readableBytes());
            out.add(new Decoded.Malformed<Frame>(
                    Decoded.Reason.TOO_LARGE,
                    "packet of " + length + " bytes (expected: at most " + MAX_PAYLOAD + ")"));
        } else if (in.readableBytes() >= Frame.HEADER_BYTES + length) {
            out.add(new Decoded.Ok<>(frame(in, length)));
        }
    }

    private static Frame frame(ByteBuf in, int length) {
        int sequence = in.getUnsignedByte(in.readerIndex() + 3);
        in.skipBytes(Frame.HEADER_BYTES);
        byte[] payload = ByteBufUtil.getBytes(in, in.readerIndex(), length);
        in.skipBytes(length);
        return new Frame(sequence, Bytes.of(payload));
    }
}
