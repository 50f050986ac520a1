package io.mainstay.journal;

import io.mainstay.time.Deadline;
import io.mainstay.vrrp.router.Checkpoint;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.RouterTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the inputs of a journal to the core and compares what it decides with what it decided then. Line by line, so a
 * journal of any length needs little memory. One thread.
 */
public final class Replay {
    private final RecordCodec codec = new RecordCodec(new Secrets());
    /** Packets in full by their line's number, of this file: the same ones that its writer remembered. */
    private final Map<Long, Input> packets = new HashMap<>();

    private @Nullable RouterTable table;
    private long inputs;
    private long transitions;
    private long skipped;

    /**
     * How it went.
     *
     * @param inputs how many were fed
     * @param transitions how many changes of state came of them
     * @param skipped lines that are torn, before the first table, or between a loss and the next one
     */
    public record Result(long inputs, long transitions, long skipped) {}

    /**
     * Takes the next line.
     *
     * @return the difference, when there is one
     * @throws IllegalArgumentException when it is no line of a journal
     */
    public Optional<String> line(String text) {
        Optional<Map<String, Object>> read = Json.parse(text);
        if (read.isEmpty()) { // a crash tore the line: what follows begins with a table
            table = null;
            skipped++;
            return Optional.empty();
        }
        Map<String, Object> line = read.get();
        long number = number(line, "n");
        if (line.containsKey("checkpoint")) {
            if (line.containsKey("begins")) {
                packets.clear();
            }
            table = RouterTable.from(codec.decode(line.get("checkpoint"), Checkpoint.class));
            return Optional.empty();
        }
        if (line.containsKey("lost")) {
            table = null;
            return Optional.empty();
        }
        return line.containsKey("event") ? Optional.empty() : turn(number, line);
    }

    /** What has been fed so far. */
    public Result result() {
        return new Result(inputs, transitions, skipped);
    }

    private Optional<String> turn(long number, Map<String, Object> line) {
        Input input = input(number, line);
        RouterTable before = table;
        if (before == null) {
            skipped++;
            return Optional.empty();
        }
        RouterTable.Turn turn = before.apply(input, new Deadline(number(line, "m")));
        table = turn.table();
        inputs++;
        List<Object> now = decisions(turn.commands().stream().map(Outputs::of).toList());
        List<Object> then = decisions(line.get("out"));
        transitions += now.stream().filter(Map.class::isInstance).count();
        return now.equals(then)
                ? Optional.empty()
                : Optional.of("#" + number + " " + input + ": decides " + now + " (then: " + then + ")");
    }

    private static List<Object> decisions(@Nullable Object outputs) {
        return outputs instanceof List<?> list
                ? list.stream().filter(Outputs::isDecision).<Object>map(o -> o).toList()
                : List.of();
    }

    private Input input(long number, Map<String, Object> line) {
        if (line.containsKey("tick")) {
            return new Input.Tick();
        }
        if (line.containsKey("again")) {
            Input same = packets.get(number(line, "again"));
            if (same == null) {
                throw new IllegalArgumentException(
                        "#" + number + ": the packet of #" + line.get("again") + " is missing");
            }
            return same;
        }
        Input input = codec.decode(line.get("in"), Input.class);
        if (input instanceof Input.PacketReceived && packets.size() < LineWriter.PACKETS) {
            packets.put(number, input);
        }
        return input;
    }

    private static long number(Map<String, Object> line, String key) {
        if (line.get(key) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException(key + ": " + line.get(key) + " (expected: a number)");
    }
}
