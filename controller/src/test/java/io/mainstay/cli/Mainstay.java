package io.mainstay.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Types a command line and keeps what it printed. */
record Mainstay(int status, String out, String err) {
    static Mainstay run(String... arguments) {
        return run((files, strict) -> ExitCode.OK, arguments);
    }

    static Mainstay run(Runner runner, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = MainstayCommand.commandLine(runner, config -> List.of())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        int status = line.execute(arguments);
        return new Mainstay(status, out.toString(), err.toString());
    }

    /** The first line of standard error. */
    String complaint() {
        return err.lines().findFirst().orElse("");
    }
}
