package io.mainstay.linux.libc;

import com.sun.jna.LastErrorException;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libc that this program calls: declarations and nothing else. Structures travel as byte arrays in the
 * machine's byte order, {@code size_t} and {@code ssize_t} as {@code long} (LP64). Every method throws {@link
 * LastErrorException} with errno when the call answers −1. Any thread; the calls themselves say what they share.
 */
@SuppressWarnings("MemberName") // the man page's spelling
public interface LibC {
    /** Binds to the C library of this process; cheap after the first time. */
    static LibC load() {
        return new DirectLibC();
    }

    /** socket(2). */
    int socket(int domain, int type, int protocol) throws LastErrorException;

    /** bind(2). */
    int bind(int fd, byte[] address, int addressBytes) throws LastErrorException;

    /** setsockopt(2). */
    int setsockopt(int fd, int level, int name, byte[] value, int valueBytes) throws LastErrorException;

    /** getsockopt(2); {@code valueBytes[0]} is length in, length out. */
    int getsockopt(int fd, int level, int name, byte[] value, int[] valueBytes) throws LastErrorException;

    /** sendto(2); answers the bytes sent. */
    long sendto(int fd, byte[] data, long dataBytes, int flags, byte[] address, int addressBytes)
            throws LastErrorException;

    /** recvfrom(2); answers the bytes received, with MSG_TRUNC the bytes there were. */
    long recvfrom(
            int fd,
            byte[] buffer,
            long bufferBytes,
            int flags,
            byte @Nullable [] address,
            int @Nullable [] addressBytes)
            throws LastErrorException;

    /** recvmsg(2): struct msghdr; answers as recvfrom(2) does. */
    long recvmsg(int fd, Pointer message, int flags) throws LastErrorException;

    /** ppoll(2): pollfd[], count, timespec (null waits for ever), signal mask (null keeps it). */
    int ppoll(byte[] pollfds, long count, long @Nullable [] timeout, byte @Nullable [] mask) throws LastErrorException;

    /** eventfd(2). */
    int eventfd(int value, int flags) throws LastErrorException;

    /** read(2). */
    long read(int fd, byte[] buffer, long bufferBytes) throws LastErrorException;

    /** write(2). */
    long write(int fd, byte[] data, long dataBytes) throws LastErrorException;

    /** close(2). */
    int close(int fd) throws LastErrorException;

    /** kill(2); a negative pid is a process group, −1 is everybody. */
    int kill(int pid, int signal) throws LastErrorException;

    /** prctl(2). */
    int prctl(int option, long arg2, long arg3, long arg4, long arg5) throws LastErrorException;

    /** mlockall(2). */
    int mlockall(int flags) throws LastErrorException;

    /** sched_setscheduler(2); {@code param} is struct sched_param, one int. */
    int sched_setscheduler(int tid, int policy, int[] param) throws LastErrorException;

    /** sched_getscheduler(2). */
    int sched_getscheduler(int tid) throws LastErrorException;

    /** getpid(2). */
    int getpid() throws LastErrorException;

    /** gettid(2). */
    int gettid() throws LastErrorException;
}
