package io.mainstay.linux.libc;

import java.io.IOException;

/**
 * The system said no: {@code add 10.0.0.5/24 to eth0: EPERM (needs CAP_NET_ADMIN)}. Checked, so that whoever runs an
 * effect turns it into an event.
 */
public final class SystemCallException extends IOException {
    private static final long serialVersionUID = 1;

    private final String call;
    private final String subject;
    private final int number;

    /** A refusal that needs no further words. */
    public SystemCallException(String call, String subject, Errno errno) {
        this(call, subject, errno, "");
    }

    /**
     * A refusal.
     *
     * @param call what was asked for, the verb or the system call: {@code add}, {@code socket}
     * @param subject what it was asked for: {@code 10.0.0.5/24 to eth0}
     * @param detail the kernel's own words or what is needed, without parentheses; empty for none
     */
    public SystemCallException(String call, String subject, Errno errno, String detail) {
        super(call + " " + subject + ": " + errno.label() + (detail.isEmpty() ? "" : " (" + detail + ")"));
        this.call = call;
        this.subject = subject;
        this.number = errno.number();
    }

    /** A refusal that names the capability when a missing right is the reason. */
    public static SystemCallException of(String call, String subject, Errno errno, Capability needed) {
        return new SystemCallException(call, subject, errno, errno.isDenied() ? "needs " + needed : "");
    }

    /** What was asked for. */
    public String call() {
        return call;
    }

    /** What it was asked for. */
    public String subject() {
        return subject;
    }

    /** Why not. */
    public Errno errno() {
        return new Errno(number);
    }
}
