package io.mainstay.vrrp.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mainstay.net.IpAddress;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdvertisementTest {
    private static final List<IpAddress> ONE = List.of(IpAddress.of("10.9.0.100"));

    private static String refusal(int version, int priority, int centis, List<IpAddress> addresses) {
        return String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> new Advertisement(
                                version, new Vrid(1), priority, new Centis(centis), addresses, Authentication.NONE))
                .getMessage());
    }

    @Test
    void refusesWhatTheWireCannotSay() {
        assertEquals("version: 4 (expected: 2 or 3)", refusal(4, 100, 100, ONE));
        assertEquals("priority: 256 (expected: 0..255)", refusal(2, 256, 100, ONE));
        assertEquals("priority: -1 (expected: 0..255)", refusal(2, -1, 100, ONE));
        assertEquals("interval: 0.25s (expected: whole seconds)", refusal(2, 100, 25, ONE));
        assertEquals("interval: 40.96s (expected: at most 40.95s)", refusal(3, 100, 4096, ONE));
        assertEquals(
                "addresses: 256 (expected: at most 255)",
                refusal(2, 100, 100, Collections.nCopies(256, IpAddress.of("10.9.0.100"))));
    }

    @Test
    void passwordsAreEightBytesAndPrintAsStars() {
        assertEquals("Simple[password=***]", new Authentication.Simple(Password.of("s3cretpw")).toString());
        assertEquals(Password.of("12345678"), Password.of("123456789"), "keepalived sends the first eight");
        assertEquals(Password.of("ab"), Password.of(new byte[] {'a', 'b', 0, 0, 0, 0, 0, 0}));
        assertNotEquals(Password.of("ab"), Password.of("abc"));
        assertEquals(0, Password.of("ab").hashCode());
    }
}
