package io.mainstay.conf;

/** What is known of a program before it is run. */
public sealed interface ProgramState {
    /** It can be run, and only root could have changed it if root would run it. */
    record Fit() implements ProgramState {}

    /**
     * It cannot be run.
     *
     * @param reason why, such as {@code /etc/x.sh does not exist}
     */
    record Unfit(String reason) implements ProgramState {}

    /**
     * It can be run, but root would run what somebody else may change.
     *
     * @param reason which part of the path, such as {@code /opt/x may be written by its group}
     */
    record Insecure(String reason) implements ProgramState {}
}
