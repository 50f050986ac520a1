package io.mainstay.proxy.auth;

import io.mainstay.proxy.wire.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** The authentications spoken here. Pure; any thread. */
public enum AuthPlugin {
    /** {@code SHA1(password) XOR SHA1(challenge, SHA1(SHA1(password)))}. */
    NATIVE("mysql_native_password") {
        @Override
        Bytes scramble(byte[] challenge, byte[] password) {
            byte[] once = digest("SHA-1", password);
            return xor(once, digest("SHA-1", challenge, digest("SHA-1", once)));
        }
    },
    /** {@code SHA256(password) XOR SHA256(SHA256(SHA256(password)), challenge)}: the order differs from the other. */
    CACHING_SHA2("caching_sha2_password") {
        @Override
        Bytes scramble(byte[] challenge, byte[] password) {
            byte[] once = digest("SHA-256", password);
            return xor(once, digest("SHA-256", digest("SHA-256", once), challenge));
        }
    };

    private static final int CHALLENGE_BYTES = 20;

    private final String label;

    AuthPlugin(String label) {
        this.label = label;
    }

    /** The plugin's name on the wire. */
    public String label() {
        return label;
    }

    /** The plugin of that name, if it is spoken here. */
    public static Optional<AuthPlugin> named(String name) {
        return Arrays.stream(values()).filter(p -> p.label.equals(name)).findFirst();
    }

    /**
     * The answer to a challenge.
     *
     * @param challenge its first 20 bytes count: a server may send a zero behind them
     * @param password in UTF-8; an empty one has an empty answer
     */
    public Bytes respond(Bytes challenge, Bytes password) {
        if (password.length() == 0) {
            return Bytes.EMPTY;
        }
        byte[] counted = challenge
                .slice(0, Math.min(CHALLENGE_BYTES, challenge.length()))
                .toArray();
        return scramble(counted, password.toArray());
    }

    abstract Bytes scramble(byte[] challenge, byte[] password);

    private static Bytes xor(byte[] left, byte[] right) {
        byte[] out = left.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) (out[i] ^ right[i]);
        }
        return Bytes.of(out);
    }

    private static byte[] digest(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this is a bug: every JDK has " + algorithm, e);
        }
    }
}
