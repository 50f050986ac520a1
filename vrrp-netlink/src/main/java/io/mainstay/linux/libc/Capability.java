package io.mainstay.linux.libc;

/** The rights that the Linux edge leans on (linux/capability.h). */
public enum Capability {
    CAP_KILL(5),
    CAP_NET_ADMIN(12),
    CAP_NET_RAW(13),
    CAP_IPC_LOCK(14),
    CAP_SYS_NICE(23);

    private final int bit;

    Capability(int bit) {
        this.bit = bit;
    }

    boolean isIn(long mask) {
        return (mask >>> bit & 1) == 1;
    }
}
