package io.mainstay.controller;

import io.mainstay.cli.MainstayCommand;

/** Where the program begins. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends with its exit status. */
    public static void main(String[] arguments) {
        int status = MainstayCommand.commandLine(Controller::run, c -> SpecBuilder.of(c.routers()))
                .execute(arguments);
        System.exit(status);
    }
}
