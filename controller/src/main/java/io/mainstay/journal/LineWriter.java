package io.mainstay.journal;

import io.mainstay.vrrp.router.Checkpoint;
import io.mainstay.vrrp.router.Command;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.Packet;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Entries as lines of one file. What comes again and again is short: a tick, and a packet that stands in this file
 * already. One thread.
 */
final class LineWriter {
    /** How many different packets a file remembers; one more stands there in full. */
    static final int PACKETS = 256;

    /** Packets compare by what is in them. */
    private record Key(String link, String source, String destination, int ttl, String payload) {
        static Key of(Packet p) {
            return new Key(
                    p.link().toString(),
                    p.source().toString(),
                    p.destination().toString(),
                    p.ttl(),
                    Arrays.toString(p.payload()));
        }
    }

    private final RecordCodec codec;
    private final Map<Key, Long> packets = new LinkedHashMap<>();

    LineWriter(Secrets secrets) {
        codec = new RecordCodec(secrets);
    }

    String checkpoint(long number, String wall, Checkpoint checkpoint) {
        Map<String, @Nullable Object> line = head(number);
        line.put("w", wall);
        if (packets.isEmpty()) {
            line.put("begins", true); // no line from here on refers to one before
        }
        line.put("checkpoint", codec.encode(checkpoint));
        return Json.write(line);
    }

    static String lost(long number, String wall, long count) {
        Map<String, @Nullable Object> line = head(number);
        line.put("w", wall);
        line.put("lost", count);
        return Json.write(line);
    }

    String line(Entry entry) {
        return switch (entry) {
            case Entry.Turn turn -> turn(turn);
            case Entry.Event event -> event(event);
        };
    }

    private static Map<String, @Nullable Object> head(long number) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("n", number);
        return line;
    }

    private static String event(Entry.Event e) {
        Map<String, @Nullable Object> line = head(e.number());
        line.put("w", e.wall().toString());
        line.put("event", e.kind());
        line.put("about", e.about());
        line.put("text", e.text());
        return Json.write(line);
    }

    private String turn(Entry.Turn t) {
        Map<String, @Nullable Object> line = head(t.number());
        List<Object> out = t.commands().stream().map(Outputs::of).toList();
        if (!isRoutine(t)) {
            line.put("w", t.wall().toString());
        }
        line.put("m", t.at().nanos());
        input(t.number(), t.input(), line);
        if (!out.isEmpty()) {
            line.put("out", out);
        }
        return Json.write(line);
    }

    /** What happens every second while nothing happens: such lines have no wall clock's time. */
    private static boolean isRoutine(Entry.Turn t) {
        boolean often = t.input() instanceof Input.Tick || t.input() instanceof Input.PacketReceived;
        return often && t.commands().stream().allMatch(LineWriter::isRenewal);
    }

    private static boolean isRenewal(Command command) {
        return command instanceof Command.HoldAddresses
                || (command instanceof Command.SendAdvertisement s
                        && s.advertisement().priority() > 0);
    }

    private void input(long number, Input input, Map<String, @Nullable Object> line) {
        switch (input) {
            case Input.Tick i -> line.put("tick", true);
            case Input.PacketReceived i -> packet(number, i, line);
            default -> line.put("in", codec.encode(input));
        }
    }

    private void packet(long number, Input.PacketReceived input, Map<String, @Nullable Object> line) {
        Key key = Key.of(input.packet());
        Long first = packets.get(key);
        if (first != null) {
            line.put("again", first);
            return;
        }
        if (packets.size() < PACKETS) {
            packets.put(key, number);
        }
        line.put("in", codec.encode(input));
    }
}
