package io.mainstay.linux.libc;

import com.sun.jna.LastErrorException;

/** Signals to one process or to a process group (kill(2)), never to everybody. Any thread. */
public final class Signals {
    public static final int SIGHUP = 1;
    public static final int SIGKILL = 9;
    public static final int SIGTERM = 15;
    public static final int SIGCONT = 18;
    public static final int SIGSTOP = 19;

    private final LibC libc;

    public Signals(LibC libc) {
        this.libc = libc;
    }

    /**
     * Signals one process; signal 0 only asks.
     *
     * @param pid 2 or more: 0 and negative numbers mean groups, 1 is init
     * @return whether there was such a process
     */
    public boolean process(int pid, int signal) throws SystemCallException {
        return kill(checked(pid, "pid"), signal, "process " + pid);
    }

    /**
     * Signals every process of a group.
     *
     * @param pgid 2 or more: −1 would be every process there is
     * @return whether there was such a group
     */
    public boolean group(int pgid, int signal) throws SystemCallException {
        return kill(-checked(pgid, "process group"), signal, "process group " + pgid);
    }

    private static int checked(int id, String what) {
        if (id < 2) {
            throw new IllegalArgumentException(what + ": " + id + " (expected: 2 or more)");
        }
        return id;
    }

    private boolean kill(int target, int signal, String subject) throws SystemCallException {
        try {
            libc.kill(target, signal);
            return true;
        } catch (LastErrorException e) {
            Errno errno = new Errno(e.getErrorCode());
            if (errno.equals(Errno.ESRCH)) {
                return false;
            }
            throw SystemCallException.of("signal " + signal + " to", subject, errno, Capability.CAP_KILL);
        }
    }
}
