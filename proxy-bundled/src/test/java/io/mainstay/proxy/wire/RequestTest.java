package io.mainstay.proxy.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RequestTest {
    private static final String RESERVED = "00".repeat(23);

    @Test
    void tlsRequestIsTheLoginWithoutItsUser() {
        assertEquals(
                "00880800" + "00001000" + "2d" + RESERVED,
                Request.sslRequest(0x88800).hex());
    }

    @Test
    void loginNamesUserAnswerAndPlugin() {
        Bytes login = Request.handshakeResponse(0x80000, "ab", Bytes.ofHex("0102"), "p");
        assertEquals("00000800" + "00001000" + "2d" + RESERVED + "616200" + "020102" + "7000", login.hex());
    }

    @Test
    void loginLeavesThePluginOutWhereItIsUnknown() {
        Bytes login = Request.handshakeResponse(0x200, "ab", Bytes.EMPTY, "p");
        assertEquals("00020000" + "00001000" + "2d" + RESERVED + "616200" + "00", login.hex());
    }

    @Test
    void commands() {
        assertEquals("03" + "53454c454354", Request.query("SELECT").hex());
        assertEquals("01", Request.quit().hex());
    }
}
