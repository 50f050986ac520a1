package io.mainstay.proxy.wire;

/**
 * Capability flags, in the protocol's spelling without its CLIENT_ prefix.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/group__group__cs__capabilities__flags.html">flags</a>
 */
public final class Capability {
    /** Set by every MySQL client; MariaDB reads its absence as "knows the extended flags". */
    public static final int LONG_PASSWORD = 0x1;

    public static final int PROTOCOL_41 = 0x200;
    /** The server can go over to TLS within the connection. */
    public static final int SSL = 0x800;

    public static final int TRANSACTIONS = 0x2000;
    /** Scrambles of 20 bytes; MySQL calls it RESERVED2 today. */
    public static final int SECURE_CONNECTION = 0x8000;

    public static final int PLUGIN_AUTH = 0x80000;

    private Capability() {}
}
