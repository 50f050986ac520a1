package io.mainstay.proxy;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakGuardTest {
    @Test
    void aBufferThatNobodyReleasesIsFound() {
        assertEquals(List.of(), LeakGuard.look());
        leak();
        List<String> found = new ArrayList<>();
        await().until(() -> found.addAll(LeakGuard.look()) || !found.isEmpty());
        assertEquals(1, found.size());
        assertTrue(found.getFirst().contains("LeakGuardTest.leak"), found.getFirst());
    }

    private static void leak() {
        var unused = PooledByteBufAllocator.DEFAULT.directBuffer(64).writeByte(1);
    }
}
