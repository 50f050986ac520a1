package io.mainstay.linux.raw;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mainstay.net.LinkIndex;

/** Any datagram has a payload inside its bounds, or is malformed for a reason; nothing is thrown. */
class Ipv4HeaderFuzzTest {
    @FuzzTest
    void datagram(byte[] datagram) {
        switch (Ipv4Header.decode(new LinkIndex(2), datagram, datagram.length)) {
            case Received.Datagram d -> assertTrue(d.payload().length <= datagram.length - 20);
            case Received.Malformed m -> assertFalse(m.detail().isBlank());
        }
    }
}
