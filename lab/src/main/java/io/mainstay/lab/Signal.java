package io.mainstay.lab;

/** Signals a test sends, with Linux's numbers ({@code signal(7)}, x86 and ARM). */
public enum Signal {
    HUP(1),
    INT(2),
    KILL(9),
    TERM(15),
    CONT(18),
    STOP(19);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
