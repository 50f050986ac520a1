package io.mainstay.vrrp.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.packet.Password;
import io.mainstay.vrrp.router.Host.Spec;
import io.mainstay.vrrp.router.RouterSpec.Weighted;
import io.mainstay.vrrp.track.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Telling cases, whole: {@code golden/CASE/about.txt} says what, {@code events.txt} what happens, {@code commands.txt}
 * what is done about it and when. {@code -Dgolden.update} writes {@code commands.txt} anew; the difference is the
 * review.
 */
class GoldenTraceTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(GOLDEN)) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void doesWhatItDid(Path folder) throws IOException {
        assertFalse(Files.readString(folder.resolve("about.txt")).isBlank());
        Path commands = folder.resolve("commands.txt");
        String told = String.join("\n", play(Files.readAllLines(folder.resolve("events.txt")))) + "\n";
        if (System.getProperty("golden.update") != null) {
            Files.writeString(commands, told);
        }
        assertEquals(Files.readString(commands), told);
    }

    private static List<String> play(List<String> events) {
        List<String> told = new ArrayList<>();
        Host host = new Host();
        List<RouterSpec> specs = new ArrayList<>();
        for (String event : events) {
            told.add("> " + event);
            String[] words = event.split(" ");
            switch (words[0]) {
                case "router" -> specs.add(spec(words));
                case "reload" -> {
                    specs.removeIf(s -> s.name().equals(words[1]));
                    specs.add(spec(words));
                    tell(host, host.give(new Input.Reconfigured(specs)), told);
                }
                case "start" -> {
                    tell(host, host.give(new Input.Reconfigured(specs)), told);
                    tell(host, host.give(Host.eth0(true)), told);
                    tell(host, host.give(new Input.Started()), told);
                }
                case "pass" -> host.pass(Long.parseLong(words[1]), commands -> tell(host, commands, told));
                case "stall" -> host.stall(Long.parseLong(words[1]));
                case "tick" -> tell(host, host.give(new Input.Tick()), told);
                case "hear" -> tell(host, host.hear(packet(words)), told);
                case "link" -> tell(host, host.give(Host.eth0(words[1].equals("up"))), told);
                case "tracker" -> tell(host, host.report(words[1], verdict(words[2]), words[3]), told);
                case "lose" -> tell(host, host.lose(words[1]), told);
                case "stop" -> tell(host, host.give(new Input.Stopping(words[1])), told);
                default -> throw new IllegalArgumentException("event: " + event);
            }
        }
        return told;
    }

    private static void tell(Host host, List<Command> commands, List<String> told) {
        Host.words(commands).forEach(word -> told.add(host.now() + " " + word));
    }

    /** router NAME PRIORITY preempt|nopreempt ADDRESS [TRACKER WEIGHT]. */
    private static RouterSpec spec(String[] words) {
        Spec spec = Spec.of(words[1], 51, Integer.parseInt(words[2]), words[4]);
        Spec tracking =
                words.length > 5 ? spec.tracking(new Weighted(words[5], Integer.parseInt(words[6]), false)) : spec;
        return tracking.build(words[3].equals("preempt"), Authentication.NONE, 3);
    }

    /** hear SOURCE PRIORITY [SECONDS [PASSWORD]]. */
    private static Packet packet(String[] words) {
        Authentication authentication =
                words.length > 4 ? new Authentication.Simple(Password.of(words[4])) : Authentication.NONE;
        int seconds = words.length > 3 ? Integer.parseInt(words[3]) : 1;
        return Host.packet(words[1], 51, Integer.parseInt(words[2]), seconds, authentication, "10.9.0.100");
    }

    private static Verdict verdict(String word) {
        return word.equals("up") ? Verdict.UP : Verdict.DOWN;
    }
}
