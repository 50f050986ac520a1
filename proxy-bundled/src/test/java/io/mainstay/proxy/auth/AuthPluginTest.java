package io.mainstay.proxy.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mainstay.proxy.wire.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The expected values were made with another program (Python's hashlib). */
class AuthPluginTest {
    private static final Bytes CHALLENGE = Bytes.ofHex("0102030405060708090a0b0c0d0e0f1011121314");

    @Test
    void nativePasswordVectors() {
        assertEquals("b32bb3a583e1340c0a1108d58b1be49781ad8c2f", answer(AuthPlugin.NATIVE, "secret"));
        assertEquals("9891a8536587af22d12e126cf5f7a8ea86d63b0e", answer(AuthPlugin.NATIVE, "p\u00e4ssw\u00f6rd"));
    }

    @Test
    void cachingSha2Vectors() {
        assertEquals(
                "746ebe205d56a0707acb3e796e834e0dd7b1d61743b26bd5202c7a623230c7c9",
                answer(AuthPlugin.CACHING_SHA2, "secret"));
        assertEquals(
                "8526563d365f5cb2cf44b162e5251a5cc348e1a1afeec271669611d0fdac23f7",
                answer(AuthPlugin.CACHING_SHA2, "p\u00e4ssw\u00f6rd"));
    }

    @Test
    void zeroBehindTheChallengeDoesNotCount() {
        Bytes padded = Bytes.ofHex("0102030405060708090a0b0c0d0e0f1011121314" + "00");
        assertEquals(
                "b32bb3a583e1340c0a1108d58b1be49781ad8c2f",
                AuthPlugin.NATIVE.respond(padded, utf8("secret")).hex());
    }

    @Test
    void emptyPasswordHasEmptyAnswer() {
        assertEquals("", answer(AuthPlugin.NATIVE, ""));
        assertEquals("", answer(AuthPlugin.CACHING_SHA2, ""));
    }

    @Test
    void clearTextIsNotSpoken() {
        assertFalse(AuthPlugin.named("mysql_clear_password").isPresent());
    }

    @Test
    void accountPrintsNoPassword() {
        assertEquals("mon:***", new Account("mon", "secret").toString());
    }

    private static String answer(AuthPlugin plugin, String password) {
        return plugin.respond(CHALLENGE, utf8(password)).hex();
    }

    private static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
