package io.mainstay.control;

/** A request that is not carried out; the message says why, and goes to the client. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    /** With the reason. */
    public RefusedException(String reason) {
        super(reason);
    }

    /** With the reason and what led to it. */
    public RefusedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
