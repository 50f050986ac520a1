package io.mainstay.proxy.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PayloadDecoderTest {
    /** As MariaDB 10.11 sent it. */
    private static final String MARIADB = "0a" // protocol
            + "352e352e352d31302e31312e31392d4d61726961444200" // 5.5.5-10.11.19-MariaDB
            + "05000000" // thread
            + "76417e7a6a267646" + "00" // scramble, filler
            + "fef7" + "08" + "0200" + "ff81" + "15" // capabilities, charset, status, capabilities, length
            + "0000000000001d000000" // reserved, with MariaDB's own flags
            + "3b332f3148575d4d4b707064" + "00" // scramble
            + "6d7973716c5f6e61746976655f70617373776f726400"; // mysql_native_password

    @Test
    void greetingOfMariaDb() {
        Payload.Greeting greeting = assertInstanceOf(Payload.Greeting.class, ok(new Phase.Opening(), MARIADB));
        assertEquals("5.5.5-10.11.19-MariaDB", greeting.serverVersion());
        assertEquals(5, greeting.threadId());
        assertEquals(0x81fff7fe, greeting.capabilities());
        assertEquals(
                "76417e7a6a2676463b332f3148575d4d4b707064", greeting.scramble().hex());
        assertEquals("mysql_native_password", greeting.plugin());
    }

    @Test
    void errorBeforeTheHandshakeHasNoState() {
        Payload error = ok(new Phase.Opening(), "ff 1004 546f6f206d616e7920636f6e6e656374696f6e73");
        assertEquals(new Payload.Err(1040, "", "Too many connections"), error);
    }

    @Test
    void errorWithStateReadsAsTheClientsPrintIt() {
        Payload error = ok(new Phase.Authentication(), "ff 1504 23 3238303030 4e6f");
        assertEquals(
                "1045 (28000): No", assertInstanceOf(Payload.Err.class, error).text());
    }

    @Test
    void sameFirstByteDiffersByPhase() {
        assertEquals(
                new Payload.AuthSwitch("x", Bytes.ofHex("0102")), ok(new Phase.Authentication(), "fe 7800 0102 00"));
        assertEquals(new Payload.Eof(), ok(new Phase.Rows(1), "fe 0000 0200"));
        assertEquals(new Payload.AuthMoreData(Bytes.ofHex("04")), ok(new Phase.Authentication(), "01 04"));
        assertEquals(new Payload.ColumnCount(1), ok(new Phase.Answer(), "01"));
    }

    @Test
    void columnsAndRows() {
        String column = "03646566 00 00 00 0456617273 00 0c 2d00 00040000 fd 0100 00 0000";
        assertEquals(new Payload.Column("Vars"), ok(new Phase.Columns(), column));
        Payload row = ok(new Phase.Rows(3), "024f4e fb 00");
        assertEquals(new Payload.Row(Arrays.asList("ON", null, "")), row);
    }

    @Test
    void oldProtocolIsNamed() {
        assertMalformed(Decoded.Reason.VERSION, "protocol 9 (expected: 10)", new Phase.Opening(), "09 00");
    }

    @Test
    void lengthBeyondThePacketIsTruncated() {
        assertMalformed(Decoded.Reason.TRUNCATED, "value 1 of 255 bytes with 1 left", new Phase.Rows(1), "fcff00 41");
        assertMalformed(
                Decoded.Reason.TRUNCATED, "value 1 of -1 bytes with 0 left", new Phase.Rows(1), "fe ffffffffffffffff");
    }

    @Test
    void requestForLocalFileIsRefused() {
        assertMalformed(
                Decoded.Reason.UNEXPECTED,
                "packet begins with 0xfb (expected: an answer to a query; it asks for a local file)",
                new Phase.Answer(),
                "fb 2f657463");
    }

    @Test
    void tooManyColumnsAreRefused() {
        assertMalformed(Decoded.Reason.TOO_LARGE, "65535 columns (expected: 1..512)", new Phase.Answer(), "fcffff");
    }

    @Test
    void everyTruncationOfTheGreetingIsAValue() {
        Bytes whole = Bytes.ofHex(MARIADB);
        for (int length = 0; length < whole.length(); length++) {
            assertNotNull(PayloadDecoder.decode(new Phase.Opening(), whole.slice(0, length)));
        }
        assertMalformed(
                Decoded.Reason.TRUNCATED, "thread id needs 4 bytes with 1 left", new Phase.Opening(), "0a 3500 05");
    }

    @Test
    void randomBytesAreAlwaysAValue() {
        Random random = new Random(20261121);
        Phase[] phases = {
            new Phase.Opening(), new Phase.Authentication(), new Phase.Answer(), new Phase.Columns(), new Phase.Rows(7)
        };
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            assertNotNull(PayloadDecoder.decode(phases[i % phases.length], Bytes.of(bytes)));
        }
    }

    private static Payload ok(Phase phase, String hex) {
        return switch (PayloadDecoder.decode(phase, Bytes.ofHex(hex))) {
            case Decoded.Ok<Payload>(Payload value) -> value;
            case Decoded.Malformed<Payload>(Decoded.Reason reason, String detail) -> throw new AssertionError(detail);
        };
    }

    private static void assertMalformed(Decoded.Reason reason, String detail, Phase phase, String hex) {
        assertEquals(new Decoded.Malformed<Payload>(reason, detail), PayloadDecoder.decode(phase, Bytes.ofHex(hex)));
    }
}
