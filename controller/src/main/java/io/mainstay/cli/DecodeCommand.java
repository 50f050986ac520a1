package io.mainstay.cli;

import io.mainstay.linux.pcap.PcapFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mainstay decode}. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = "Prints the VRRP advertisements of a capture file (pcap, pcapng), and what is wrong with each.")
final class DecodeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The capture.")
    @SuppressWarnings("NullAway.Init") // required
    private Path file;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        long packets = 0;
        long adverts = 0;
        try (PcapFile capture = PcapFile.open(file)) {
            for (Optional<PcapFile.Captured> next = capture.next(); next.isPresent(); next = capture.next()) {
                packets++;
                Optional<String> line = Decoder.describe(next.get().packet());
                if (line.isPresent()) {
                    adverts++;
                    out.println(next.get().at() + " " + line.get());
                }
            }
            out.printf("%d advertisement(s) in %d packet(s)%n", adverts, packets);
            out.flush();
            return ExitCode.OK;
        } catch (IOException e) {
            out.flush();
            spec.commandLine().getErr().println("mainstay: " + e.getMessage());
            return ExitCode.NO_FILE;
        }
    }
}
