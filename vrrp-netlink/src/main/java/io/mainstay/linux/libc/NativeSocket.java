package io.mainstay.linux.libc;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A socket whose every refusal names the call, what the socket is for and the capability it needs. One thread at a
 * time, except {@link #close}.
 */
public final class NativeSocket implements AutoCloseable {
    public static final int SOCK_RAW = 3;
    public static final int SOCK_NONBLOCK = 0x800;
    public static final int SOCK_CLOEXEC = 0x80000;
    public static final int SOL_SOCKET = 1;
    public static final int SO_RCVBUF = 8;
    public static final int SO_PRIORITY = 12;
    public static final int SO_RCVTIMEO = 20;
    public static final int SO_BINDTODEVICE = 25;

    private static final int MSG_TRUNC = 0x20;

    private final LibC libc;
    private final Descriptor descriptor;
    private final String subject;
    private final Capability needed;

    private NativeSocket(LibC libc, Descriptor descriptor, String subject, Capability needed) {
        this.libc = libc;
        this.descriptor = descriptor;
        this.subject = subject;
        this.needed = needed;
    }

    /**
     * Opens one with close-on-exec.
     *
     * @param subject what it is for, in messages: {@code vrrp socket on eth0}
     * @param needed the capability that a denial is about
     */
    public static NativeSocket open(LibC libc, String subject, Capability needed, int domain, int type, int protocol)
            throws SystemCallException {
        try {
            int number = libc.socket(domain, type | SOCK_CLOEXEC, protocol);
            return new NativeSocket(libc, new Descriptor(libc, number), subject, needed);
        } catch (LastErrorException e) {
            throw SystemCallException.of("socket", subject, new Errno(e.getErrorCode()), needed);
        }
    }

    /** To be waited on; owned by this socket. */
    public Descriptor descriptor() {
        return descriptor;
    }

    /** setsockopt(2) with an int. */
    public void set(int level, int name, int value) throws SystemCallException {
        set(
                level,
                name,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.nativeOrder())
                        .putInt(value)
                        .array());
    }

    /** setsockopt(2) with a structure. */
    public void set(int level, int name, byte[] value) throws SystemCallException {
        try {
            libc.setsockopt(descriptor.number(), level, name, value, value.length);
        } catch (LastErrorException e) {
            throw refused("setsockopt " + level + "/" + name, e);
        }
    }

    /** setsockopt(2) for an option that older kernels do not know; answers whether this one does. */
    public boolean setIfKnown(int level, int name, int value) {
        try {
            set(level, name, value);
            return true;
        } catch (SystemCallException e) {
            return false;
        }
    }

    /** bind(2). */
    public void bind(byte[] address) throws SystemCallException {
        try {
            libc.bind(descriptor.number(), address, address.length);
        } catch (LastErrorException e) {
            throw refused("bind", e);
        }
    }

    /** Sends one datagram whole. */
    public void send(byte[] data, byte[] address) throws SystemCallException {
        Optional<Errno> refusal = trySend(data, address);
        if (refusal.isPresent()) {
            throw SystemCallException.of("send on", subject, refusal.get(), needed);
        }
    }

    /** Sends one datagram whole, or says why not. */
    public Optional<Errno> trySend(byte[] data, byte[] address) {
        while (true) {
            try {
                libc.sendto(descriptor.number(), data, data.length, 0, address, address.length);
                return Optional.empty();
            } catch (LastErrorException e) {
                if (e.getErrorCode() != Errno.EINTR.number()) {
                    return Optional.of(new Errno(e.getErrorCode()));
                }
            }
        }
    }

    /**
     * Takes one datagram.
     *
     * @return how long it was, which may be more than the buffer took; empty when none is there (or the time-out came)
     */
    public OptionalInt receive(byte[] buffer) throws SystemCallException {
        while (true) {
            try {
                long length = libc.recvfrom(descriptor.number(), buffer, buffer.length, MSG_TRUNC, null, null);
                return OptionalInt.of(Math.toIntExact(length));
            } catch (LastErrorException e) {
                if (e.getErrorCode() == Errno.EAGAIN.number()) {
                    return OptionalInt.empty();
                }
                if (e.getErrorCode() != Errno.EINTR.number()) {
                    throw refused("receive on", e);
                }
            }
        }
    }

    /**
     * Takes one datagram with its sender and control messages.
     *
     * @return how long it was, which may be more than the buffer took; empty when none is there
     */
    public OptionalInt receive(MessageBuffer buffer) throws SystemCallException {
        while (true) {
            try {
                long length = libc.recvmsg(descriptor.number(), buffer.reset(), MSG_TRUNC);
                return OptionalInt.of(Math.toIntExact(length));
            } catch (LastErrorException e) {
                if (e.getErrorCode() == Errno.EAGAIN.number()) {
                    return OptionalInt.empty();
                }
                if (e.getErrorCode() != Errno.EINTR.number()) {
                    throw refused("receive on", e);
                }
            }
        }
    }

    private SystemCallException refused(String call, LastErrorException e) {
        return SystemCallException.of(call, subject, new Errno(e.getErrorCode()), needed);
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
