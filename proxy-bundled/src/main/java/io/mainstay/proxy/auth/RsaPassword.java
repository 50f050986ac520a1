package io.mainstay.proxy.auth;

import io.mainstay.proxy.wire.Bytes;
import io.mainstay.proxy.wire.Decoded;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;

/**
 * A password under the server's RSA key: zero-ended, XORed with the challenge, RSA-OAEP with SHA-1, as {@code
 * caching_sha2_password} wants it where there is no TLS. Pure but for the padding's random bytes; any thread.
 */
final class RsaPassword {
    private static final String CIPHER = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private RsaPassword() {}

    static Decoded<Bytes> encrypt(Bytes pem, Bytes challenge, Bytes password) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, key(pem));
            return new Decoded.Ok<>(Bytes.of(cipher.doFinal(mask(challenge.toArray(), password.toArray()))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return new Decoded.Malformed<>(
                    Decoded.Reason.UNEXPECTED,
                    "the server's public key cannot encrypt the password: " + e.getMessage());
        }
    }

    /** The password and its zero, XORed with the challenge over and over. */
    static byte[] mask(byte[] challenge, byte[] password) {
        byte[] out = Arrays.copyOf(password, password.length + 1);
        for (int i = 0; i < out.length && challenge.length > 0; i++) {
            out[i] = (byte) (out[i] ^ challenge[i % challenge.length]);
        }
        return out;
    }

    private static PublicKey key(Bytes pem) throws GeneralSecurityException {
        String text = new String(pem.toArray(), StandardCharsets.US_ASCII);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("no PEM block 'PUBLIC KEY'");
        }
        byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    }
}
