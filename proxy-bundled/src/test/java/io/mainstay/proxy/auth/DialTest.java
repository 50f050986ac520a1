package io.mainstay.proxy.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.proxy.auth.Dial.Action;
import io.mainstay.proxy.auth.Dial.State;
import io.mainstay.proxy.wire.Bytes;
import io.mainstay.proxy.wire.Payload;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;

class DialTest {
    private static final Bytes CHALLENGE = Bytes.ofHex("0102030405060708090a0b0c0d0e0f1011121314");
    private static final int ALL = 0x81fff7fe | 0x800;
    private static final int NO_TLS = 0x81fff7fe & ~0x800;
    private static final String SHA2_ANSWER = "746ebe205d56a0707acb3e796e834e0dd7b1d61743b26bd5202c7a623230c7c9";
    private static final String NATIVE_ANSWER = "b32bb3a583e1340c0a1108d58b1be49781ad8c2f";

    @Test
    void nativeLoginSendsTheScrambleAndEndsWithOk() {
        Dial.Step answered = greet(greeting(NO_TLS, "mysql_native_password"), Dial.TlsUse.NEVER);
        assertEquals(
                "01a20800" + "00001000" + "2d" + "00".repeat(23)
                        + "6d6f6e00" // mon
                        + "14" + NATIVE_ANSWER
                        + "6d7973716c5f6e61746976655f70617373776f726400",
                sent(answered));
        assertEquals(new Action.Done(), receive(answered, new Payload.Ok()).action());
    }

    @Test
    void switchIsAnsweredWithTheNewChallenge() {
        Dial.Step answered = greet(greeting(NO_TLS, "mysql_native_password"), Dial.TlsUse.NEVER);
        Dial.Step switched = receive(answered, new Payload.AuthSwitch("caching_sha2_password", CHALLENGE));
        assertEquals(SHA2_ANSWER, sent(switched));
        Dial.Step fast = receive(switched, new Payload.AuthMoreData(Bytes.ofHex("03")));
        assertEquals(new Action.Wait(), fast.action());
        assertEquals(new Action.Done(), receive(fast, new Payload.Ok()).action());
    }

    @Test
    void unknownPluginOfTheGreetingWaitsForTheSwitch() {
        Dial.Step answered = greet(greeting(NO_TLS, "client_ed25519"), Dial.TlsUse.NEVER);
        assertEquals(
                NATIVE_ANSWER, sent(receive(answered, new Payload.AuthSwitch("mysql_native_password", CHALLENGE))));
    }

    @Test
    void clearTextIsRefusedByName() {
        Dial.Step answered = greet(greeting(ALL, "mysql_native_password"), Dial.TlsUse.NEVER);
        assertFail(
                Dial.Kind.PROTOCOL,
                "server wants mysql_clear_password for mon (expected: mysql_native_password or caching_sha2_password)",
                receive(answered, new Payload.AuthSwitch("mysql_clear_password", Bytes.EMPTY)));
    }

    @Test
    void fullAuthenticationWithoutTlsAsksForTheKeyAndEncrypts() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        Dial.Step full = receive(
                greet(greeting(NO_TLS, "caching_sha2_password"), Dial.TlsUse.NEVER),
                new Payload.AuthMoreData(Bytes.ofHex("04")));
        assertEquals("02", sent(full));

        Dial.Step encrypted = receive(full, new Payload.AuthMoreData(pem(pair)));

        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
        cipher.init(Cipher.DECRYPT_MODE, pair.getPrivate());
        byte[] plain = cipher.doFinal(Bytes.ofHex(sent(encrypted)).toArray());
        assertEquals("72676076607207", Bytes.of(plain).hex()); // "secret\0" XOR 01 02 03 04 05 06 07
        assertEquals(new Action.Done(), receive(encrypted, new Payload.Ok()).action());
    }

    @Test
    void keyThatIsNoneIsSaid() {
        Dial.Step full = receive(
                greet(greeting(NO_TLS, "caching_sha2_password"), Dial.TlsUse.NEVER),
                new Payload.AuthMoreData(Bytes.ofHex("04")));
        assertFail(
                Dial.Kind.PROTOCOL,
                "the server's public key cannot encrypt the password: no PEM block 'PUBLIC KEY'",
                receive(full, new Payload.AuthMoreData(Bytes.ofHex("414243"))));
    }

    @Test
    void fullAuthenticationUnderTlsSendsThePasswordInsideIt() {
        Dial.Settings settings = settings(Dial.TlsUse.ALWAYS);
        Dial.Step asked = Dial.received(Dial.start(), greeting(ALL, "caching_sha2_password"), settings);
        Action.StartTls request = assertInstanceOf(Action.StartTls.class, asked.action());
        assertEquals(
                "01aa0800" + "00001000" + "2d" + "00".repeat(23),
                request.payload().hex());
        Dial.Step secured = Dial.tlsReady(asked.state(), settings);
        Dial.Step full = receive(secured, new Payload.AuthMoreData(Bytes.ofHex("04")));
        assertEquals("73656372657400", sent(full));
    }

    @Test
    void missingTlsIsRefusedBeforeAnythingIsSent() {
        assertFail(
                Dial.Kind.TLS,
                "server offers no TLS and the check requires it",
                greet(greeting(NO_TLS, "mysql_native_password"), Dial.TlsUse.ALWAYS));
        assertInstanceOf(
                Action.Send.class,
                greet(greeting(NO_TLS, "mysql_native_password"), Dial.TlsUse.IF_OFFERED)
                        .action());
    }

    @Test
    void packetsSmuggledBeforeTlsEndTheLogin() {
        Dial.Settings settings = settings(Dial.TlsUse.ALWAYS);
        Dial.Step asked = Dial.received(Dial.start(), greeting(ALL, "caching_sha2_password"), settings);
        assertFail(
                Dial.Kind.PROTOCOL, "unexpected packet Ok", Dial.received(asked.state(), new Payload.Ok(), settings));
    }

    @Test
    void endlessSwitchesEnd() {
        Dial.Step step = greet(greeting(NO_TLS, "mysql_native_password"), Dial.TlsUse.NEVER);
        int switches = 0;
        while (step.action() instanceof Action.Send) {
            step = receive(step, new Payload.AuthSwitch("mysql_native_password", CHALLENGE));
            assertTrue(++switches < 20);
        }
        assertFail(Dial.Kind.PROTOCOL, "authentication without end after 8 packets", step);
    }

    @Test
    void refusalCarriesNumberAndText() {
        Dial.Step answered = greet(greeting(NO_TLS, "mysql_native_password"), Dial.TlsUse.NEVER);
        assertFail(
                Dial.Kind.REFUSED,
                "1045 (28000): Access denied",
                receive(answered, new Payload.Err(1045, "28000", "Access denied")));
    }

    private static Payload.Greeting greeting(int capabilities, String plugin) {
        return new Payload.Greeting("9.7.4", 1, capabilities, CHALLENGE, plugin);
    }

    private static Dial.Settings settings(Dial.TlsUse use) {
        return new Dial.Settings(new Account("mon", "secret"), use);
    }

    private static Dial.Step greet(Payload.Greeting greeting, Dial.TlsUse use) {
        return Dial.received(Dial.start(), greeting, settings(use));
    }

    private static Dial.Step receive(Dial.Step step, Payload payload) {
        return Dial.received(step.state(), payload, settings(Dial.TlsUse.NEVER));
    }

    private static String sent(Dial.Step step) {
        return assertInstanceOf(Action.Send.class, step.action()).payload().hex();
    }

    private static void assertFail(Dial.Kind kind, String detail, Dial.Step step) {
        assertEquals(new Dial.Step(new State.Over(), new Action.Fail(kind, detail)), step);
    }

    private static Bytes pem(KeyPair pair) {
        String text = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
