package io.mainstay.child;

/** How signals are sent: kill(2). The controller brings one that calls it directly; {@link KillCommand} needs none. */
@FunctionalInterface
public interface Signals {
    /** Asks whether there is somebody, sends nothing. */
    int NONE = 0;
    /** Ends at once. */
    int KILL = 9;
    /** Asks to end. */
    int TERM = 15;

    /**
     * Sends a signal. Any thread.
     *
     * @param pid a process, or a process group as its negative number
     * @return whether there was somebody to send it to
     */
    boolean send(int signal, long pid);
}
