package io.mainstay.proxy.backend;

/**
 * Who asked for a server. Both methods are called by whatever thread changed something, while {@link Backends} is locked:
 * they post to the claimant's own loop and return.
 */
public interface Claimant {
    /** The wait is over. Whoever does not want the lease any more gives it back. */
    void granted(Lease lease);

    /** The server must not be used any longer; the lease is given back when the session is closed. Said once. */
    void revoked(String reason);
}
