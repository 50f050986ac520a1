package io.mainstay.vrrp.fsm;

/** The states by name, as hooks, status and metrics spell them. */
public enum StateName {
    /** Not started, waiting for first verdicts, or stopped. */
    INIT,
    /** Listening to a master. */
    BACKUP,
    /** Holding the addresses. */
    MASTER,
    /** Unable to hold them. */
    FAULT
}
