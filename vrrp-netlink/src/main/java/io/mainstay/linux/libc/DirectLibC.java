package io.mainstay.linux.libc;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** {@link LibC} by JNA's direct mapping: one JNI hop instead of a reflective proxy. */
@SuppressWarnings("MemberName") // the man page's spelling
final class DirectLibC implements LibC {
    static {
        Native.register(DirectLibC.class, NativeLibrary.getProcess()); // the JVM has libc loaded, whatever its file
    }

    @Override
    public native int socket(int domain, int type, int protocol) throws LastErrorException;

    @Override
    public native int bind(int fd, byte[] address, int addressBytes) throws LastErrorException;

    @Override
    public native int setsockopt(int fd, int level, int name, byte[] value, int valueBytes) throws LastErrorException;

    @Override
    public native int getsockopt(int fd, int level, int name, byte[] value, int[] valueBytes) throws LastErrorException;

    @Override
    public native long sendto(int fd, byte[] data, long dataBytes, int flags, byte[] address, int addressBytes)
            throws LastErrorException;

    @Override
    public native long recvfrom(
            int fd,
            byte[] buffer,
            long bufferBytes,
            int flags,
            byte @Nullable [] address,
            int @Nullable [] addressBytes)
            throws LastErrorException;

    @Override
    public native long recvmsg(int fd, Pointer message, int flags) throws LastErrorException;

    @Override
    public native int ppoll(byte[] pollfds, long count, long @Nullable [] timeout, byte @Nullable [] mask)
            throws LastErrorException;

    @Override
    public native int eventfd(int value, int flags) throws LastErrorException;

    @Override
    public native long read(int fd, byte[] buffer, long bufferBytes) throws LastErrorException;

    @Override
    public native long write(int fd, byte[] data, long dataBytes) throws LastErrorException;

    @Override
    public native int close(int fd) throws LastErrorException;

    @Override
    public native int kill(int pid, int signal) throws LastErrorException;

    @Override
    public native int prctl(int option, long arg2, long arg3, long arg4, long arg5) throws LastErrorException;

    @Override
    public native int mlockall(int flags) throws LastErrorException;

    @Override
    public native int sched_setscheduler(int tid, int policy, int[] param) throws LastErrorException;

    @Override
    public native int sched_getscheduler(int tid) throws LastErrorException;

    @Override
    public native int getpid() throws LastErrorException;

    @Override
    public native int gettid() throws LastErrorException;
}
