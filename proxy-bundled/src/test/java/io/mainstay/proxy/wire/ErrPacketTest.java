package io.mainstay.proxy.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ErrPacketTest {
    @Test
    void tooManyConnectionsIsWrittenAsTheServerDoes() {
        byte[] expected = HexFormat.of()
                .parseHex(
                        "0d0000" // payload length
                                + "00" // sequence
                                + "ff" // ERR
                                + "1004" // 1040
                                + "23" // '#'
                                + "3038303034" // 08004
                                + "46756c6c"); // Full
        assertArrayEquals(expected, ErrPacket.encode(1040, "08004", "Full", 0));
    }

    @Test
    void aLongMessageIsCutBetweenCharacters() {
        byte[] packet = ErrPacket.encode(9001, "HY000", "x" + "é".repeat(400), 1);
        assertEquals(4 + 9 + 511, packet.length);
        assertEquals((byte) 0xa9, packet[packet.length - 1]);
        assertEquals(1, packet[3]);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ErrPacket.encode(0, "HY000", "", 0));
        assertThrows(IllegalArgumentException.class, () -> ErrPacket.encode(1, "HY0", "", 0));
        assertThrows(IllegalArgumentException.class, () -> ErrPacket.encode(1, "HY000", "", 256));
    }
}
