package io.mainstay.proxy.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    private static final String GREETING = "03000000" + "0a3500";
    private static final String LOGIN = "21000001" + "8da20b00" + "00".repeat(29);
    private static final String OK = "0700000200000002000000";

    private final Handshake handshake = new Handshake();

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
    }

    private void server(String hex) {
        handshake.fromServer(bytes(hex));
    }

    private void client(String hex) {
        handshake.fromClient(bytes(hex));
    }

    @Test
    void greetingLoginOkIsAHandshake() {
        assertEquals(Handshake.Phase.GREETING, handshake.phase());
        server(GREETING);
        assertEquals(Handshake.Phase.REPLY, handshake.phase());
        client(LOGIN);
        assertEquals(Handshake.Phase.RESULT, handshake.phase());
        server(OK);
        assertEquals(Handshake.Phase.DONE, handshake.phase());
        assertFalse(handshake.isOpaque());
    }

    @Test
    void bytesMayComeOneByOne() {
        for (int i = 0; i < GREETING.length(); i += 2) {
            server(GREETING.substring(i, i + 2));
        }
        for (int i = 0; i < LOGIN.length(); i += 2) {
            client(LOGIN.substring(i, i + 2));
        }
        for (int i = 0; i < 10; i += 2) {
            server(OK.substring(i, i + 2));
        }
        assertEquals(Handshake.Phase.DONE, handshake.phase());
    }

    @Test
    void aChangeOfThePluginAndMoreDataDoNotEndIt() {
        server(GREETING);
        client(LOGIN);
        server("01000002fe");
        assertEquals(Handshake.Phase.RESULT, handshake.phase());
        client("0100000300");
        server("020000040103");
        assertEquals(Handshake.Phase.RESULT, handshake.phase());
        server("0700000500000002000000");
        assertEquals(Handshake.Phase.DONE, handshake.phase());
    }

    @Test
    void aServerThatRefusesEndsIt() {
        server("05000000ff10044675");
        assertEquals(Handshake.Phase.DONE, handshake.phase());
    }

    @Test
    void underTlsItEndsWithTheAnswerToTheSecondFlight() {
        server(GREETING);
        client("20000001" + "8daa0b00" + "00".repeat(28));
        assertEquals(Handshake.Phase.TLS, handshake.phase());
        assertTrue(handshake.isOpaque());
        client("160301");
        server("160303");
        assertEquals(Handshake.Phase.TLS, handshake.phase());
        client("140303");
        client("170303");
        server("170303");
        assertEquals(Handshake.Phase.DONE, handshake.phase());
    }

    @Test
    void compressionMakesTheRestOpaque() {
        server(GREETING);
        client("21000001" + "ada20b00" + "00".repeat(29));
        assertTrue(handshake.isOpaque());
    }
}
