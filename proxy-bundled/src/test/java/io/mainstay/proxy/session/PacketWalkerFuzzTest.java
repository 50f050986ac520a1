package io.mainstay.proxy.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** However a stream is cut, the packets in it are the same. */
class PacketWalkerFuzzTest {
    @FuzzTest
    void stream(byte[] bytes) {
        List<String> whole = new ArrayList<>();
        walk(new PacketWalker(), bytes, 0, bytes.length, whole);
        List<String> cut = new ArrayList<>();
        PacketWalker walker = new PacketWalker();
        for (int i = 0; i < bytes.length; i++) {
            walk(walker, bytes, i, 1, cut);
        }
        assertEquals(whole, cut);
    }

    private static void walk(PacketWalker walker, byte[] bytes, int from, int length, List<String> packets) {
        ByteBuf buffer = Unpooled.wrappedBuffer(bytes, from, length);
        walker.walk(buffer, (size, sequence, first) -> packets.add(size + " " + sequence + " " + first));
    }
}
