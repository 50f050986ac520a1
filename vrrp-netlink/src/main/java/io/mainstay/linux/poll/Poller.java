package io.mainstay.linux.poll;

import com.sun.jna.LastErrorException;
import io.mainstay.linux.libc.Descriptor;
import io.mainstay.linux.libc.Errno;
import io.mainstay.linux.libc.LibC;
import io.mainstay.linux.libc.SystemCallException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits until a descriptor can be read, another thread calls {@link #wakeUp}, or time has passed. Over ppoll(2): it
 * counts nanoseconds, which epoll_wait(2) does not, and a controller's dozen descriptors cost it nothing. Owned by the
 * loop's thread; {@link #wakeUp} is for any thread.
 */
public final class Poller implements AutoCloseable {
    /** More than the sockets of 255 virtual routers on four interfaces. */
    public static final int LIMIT = 2048;

    private static final int EFD_CLOEXEC = 0x80000;
    private static final int EFD_NONBLOCK = 0x800;
    private static final short POLLIN = 0x1;
    private static final short POLLNVAL = 0x20;
    private static final int POLLFD_BYTES = 8; // int fd; short events; short revents

    private static final byte[] ONE = ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.nativeOrder())
            .putLong(1)
            .array();

    private record Watched(Descriptor descriptor, Object token) {}

    private final LibC libc;
    private final Descriptor eventfd;
    private final List<Watched> watched = new ArrayList<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    public Poller(LibC libc) throws SystemCallException {
        this.libc = libc;
        this.eventfd = new Descriptor(libc, openEventfd(libc));
    }

    private static int openEventfd(LibC libc) throws SystemCallException {
        try {
            return libc.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        } catch (LastErrorException e) {
            throw new SystemCallException("eventfd", "of the poller", new Errno(e.getErrorCode()));
        }
    }

    /**
     * Watches a descriptor until it is removed.
     *
     * @param token what {@link #await} answers when it can be read
     * @throws IllegalStateException when {@link #LIMIT} descriptors are watched already
     */
    public void add(Descriptor descriptor, Object token) {
        if (watched.size() >= LIMIT) {
            throw new IllegalStateException("poller watches " + LIMIT + " descriptors already");
        }
        watched.add(new Watched(descriptor, token));
    }

    /** Stops watching; one that is not watched is no error. To be called before the descriptor is closed. */
    public void remove(Descriptor descriptor) {
        watched.removeIf(w -> w.descriptor() == descriptor);
    }

    /**
     * Waits.
     *
     * @param most how long at most, to the nanosecond; zero or negative only looks
     * @return the tokens of what can be read (or has an error to report), in the order they were added; empty after
     *     {@link #wakeUp}, a signal, or when the time has passed
     */
    public List<Object> await(Duration most) throws SystemCallException {
        byte[] array = new byte[(watched.size() + 1) * POLLFD_BYTES];
        ByteBuffer pollfds = ByteBuffer.wrap(array).order(ByteOrder.nativeOrder());
        fill(pollfds);
        int ready = ppoll(array, timespec(most));
        if (ready == 0) {
            return List.of();
        }
        if (readyAt(pollfds, 0)) {
            drain();
        }
        List<Object> tokens = new ArrayList<>(ready);
        for (int i = 0; i < watched.size(); i++) {
            if (readyAt(pollfds, i + 1)) {
                tokens.add(watched.get(i).token());
            }
        }
        return tokens;
    }

    private void fill(ByteBuffer pollfds) {
        pollfds.putInt(eventfd.number()).putShort(POLLIN).putShort((short) 0);
        for (Watched w : watched) {
            pollfds.putInt(w.descriptor().number()).putShort(POLLIN).putShort((short) 0);
        }
    }

    private static long[] timespec(Duration most) {
        return most.isNegative() ? new long[] {0, 0} : new long[] {most.toSeconds(), most.toNanosPart()};
    }

    private int ppoll(byte[] pollfds, long[] timespec) throws SystemCallException {
        try {
            return libc.ppoll(pollfds, pollfds.length / POLLFD_BYTES, timespec, null);
        } catch (LastErrorException e) {
            Errno errno = new Errno(e.getErrorCode());
            if (errno.equals(Errno.EINTR)) {
                return 0;
            }
            throw new SystemCallException("ppoll", "over " + watched.size() + " descriptors", errno);
        }
    }

    private static boolean readyAt(ByteBuffer pollfds, int i) throws SystemCallException {
        short revents = pollfds.getShort(i * POLLFD_BYTES + 6);
        if ((revents & POLLNVAL) != 0) {
            throw new SystemCallException("ppoll", "over fd " + pollfds.getInt(i * POLLFD_BYTES), Errno.EBADF);
        }
        return revents != 0;
    }

    private void drain() {
        try {
            libc.read(eventfd.number(), new byte[Long.BYTES], Long.BYTES);
        } catch (LastErrorException e) {
            woken.set(false); // EAGAIN: nothing was written after all
            return;
        }
        // After the read: a wakeUp() in between is not written, and need not be, for this wait is ending.
        woken.set(false);
    }

    /** Ends a wait that is going on, or the next one. Many calls before a wait are one. Any thread. */
    public void wakeUp() {
        if (woken.compareAndSet(false, true)) {
            signal();
        }
    }

    private synchronized void signal() {
        if (!eventfd.isOpen()) {
            return;
        }
        try {
            libc.write(eventfd.number(), ONE, ONE.length);
        } catch (LastErrorException e) {
            return; // EAGAIN: the counter is full, so the wait ends anyway
        }
    }

    @Override
    public synchronized void close() {
        eventfd.close();
    }
}
