package io.mainstay.linux.pcap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.pcap4j.packet.IllegalRawDataException;

/** Any bytes are a packet that keeps them, or are refused in pcap4j's way. */
class VrrpPacketFuzzTest {
    @FuzzTest
    void packet(byte[] bytes) {
        if (bytes.length == 0) {
            return; // pcap4j asks nobody about nothing
        }
        try {
            assertArrayEquals(
                    bytes, VrrpPacket.newPacket(bytes, 0, bytes.length).getRawData());
        } catch (IllegalRawDataException e) {
            // its caller shows the bytes as they are
        }
    }
}
