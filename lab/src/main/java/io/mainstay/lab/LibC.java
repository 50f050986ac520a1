package io.mainstay.lab;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;

/** The few calls the lab needs, in the kernel's spelling. */
interface LibC extends Library {
    /** {@code <fcntl.h>}: O_RDONLY | O_CLOEXEC on Linux, every architecture. */
    int O_RDONLY_CLOEXEC = 0x80000;

    /** {@code <sched.h>}. */
    int CLONE_NEWNET = 0x40000000;

    int open(String path, int flags) throws LastErrorException;

    int close(int fd) throws LastErrorException;

    /** setns(2): moves the calling thread, and only it, into another namespace. */
    int setns(int fd, int type) throws LastErrorException;

    int kill(int pid, int signal) throws LastErrorException;

    /** Loads the C library of this process. */
    static LibC load() {
        return Native.load("c", LibC.class);
    }
}
