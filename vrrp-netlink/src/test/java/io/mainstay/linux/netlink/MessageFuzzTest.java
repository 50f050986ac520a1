package io.mainstay.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** Any datagram is a list of messages, perhaps of ones that say nothing; nothing is thrown. */
class MessageFuzzTest {
    @FuzzTest
    void datagram(byte[] datagram) {
        List<Envelope> messages = MessageCodec.decode(datagram, datagram.length);
        assertTrue(messages.size() <= datagram.length / 16 + 1, messages.size() + " of " + datagram.length + " bytes");
    }
}
