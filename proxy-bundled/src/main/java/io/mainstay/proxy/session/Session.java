package io.mainstay.proxy.session;

import java.net.InetAddress;
import java.util.Set;

/** A client and what is done for it. All methods are called on the session's own event loop. */
public interface Session {
    /** Time passes: 10 times a second until the handshake is over, once a second after that. */
    void tick(long nowMillis);

    /** Stop in order: at once when idle, else at the end of the transaction. */
    void drain();

    /** Its client came in by one of these addresses, which leave this host: close now. Others stay. */
    void release(Set<InetAddress> leaving);

    /** Close now; the client learns of it. */
    void abort(String reason);

    /** Whether this client has been silent in its handshake for so long that another one may take its place. */
    boolean isIdleInHandshake(long nowMillis);

    /** Makes room for a newer client. */
    void evict();
}
