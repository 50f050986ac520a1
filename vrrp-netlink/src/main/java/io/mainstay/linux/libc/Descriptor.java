package io.mainstay.linux.libc;

import com.sun.jna.LastErrorException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open file descriptor that closes once, so that a number the kernel has handed out again is never closed by
 * mistake. Any thread may close it; whoever uses {@link #number} sees to it that nobody does meanwhile.
 */
public final class Descriptor implements AutoCloseable {
    private final LibC libc;
    private final int number;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /** Takes over an open descriptor. */
    public Descriptor(LibC libc, int number) {
        this.libc = libc;
        this.number = number;
    }

    /**
     * The kernel's number.
     *
     * @throws IllegalStateException once it is closed
     */
    public int number() {
        if (!isOpen()) {
            throw new IllegalStateException("descriptor " + number + " is closed");
        }
        return number;
    }

    /** Whether nobody has closed it yet. */
    public boolean isOpen() {
        return open.get();
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            closeNow();
        }
    }

    private void closeNow() {
        try {
            libc.close(number);
        } catch (LastErrorException e) {
            // Linux frees the number before it reports anything (close(2)): nothing is left to do.
            return;
        }
    }

    @Override
    public String toString() {
        return "fd " + number + (isOpen() ? "" : " (closed)");
    }
}
