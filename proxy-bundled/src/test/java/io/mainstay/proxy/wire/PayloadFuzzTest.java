package io.mainstay.proxy.wire;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** Whatever a server sends is a payload or a reason why it is none; nothing is thrown. */
class PayloadFuzzTest {
    private static final List<Phase> PHASES = List.of(
            new Phase.Opening(),
            new Phase.Authentication(),
            new Phase.Answer(),
            new Phase.Columns(),
            new Phase.Rows(1),
            new Phase.Rows(512));

    @FuzzTest
    void payload(byte[] bytes) {
        PHASES.forEach(phase -> assertNotNull(PayloadDecoder.decode(phase, Bytes.of(bytes))));
    }
}
