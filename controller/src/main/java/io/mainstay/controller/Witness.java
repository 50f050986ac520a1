package io.mainstay.controller;

import io.mainstay.conf.channel.ChannelCodec;
import io.mainstay.control.AdvertText;
import io.mainstay.journal.Feed;
import io.mainstay.journal.Journal;
import io.mainstay.net.IpAddress;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.router.Command;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.RouterTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sees every turn of the core: for the journal, and for whoever traces adverts. Called by the loop; never waits. */
final class Witness {
    private final Optional<Journal> journal;
    private final Feed<Traced> trace = new Feed<>();

    /** An advert that came or went. It becomes words on the thread of whoever asked. */
    record Traced(Instant at, Optional<Input.PacketReceived> received, Optional<Command.SendAdvertisement> sent) {
        String json() {
            String direction = sent.isPresent() ? "sent" : "received";
            String text = sent.map(s -> s.source() + " > "
                            + s.wire().destinations().stream()
                                    .map(IpAddress::toString)
                                    .collect(Collectors.joining(", "))
                            + ": " + AdvertText.of(s.advertisement()))
                    .or(() -> received.map(r -> AdvertText.of(r.packet())))
                    .orElse("");
            return ChannelCodec.json("v", 1, "at", at.toString(), "direction", direction, "text", text);
        }
    }

    Witness(Optional<Journal> journal) {
        this.journal = journal;
    }

    Feed<Traced> trace() {
        return trace;
    }

    /** A turn of the core. */
    void saw(Input input, Deadline now, RouterTable before, List<Command> commands) {
        journal.ifPresent(j -> j.turn(input, now, before, commands));
        if (trace.isHeard()) {
            trace(input, commands);
        }
    }

    private void trace(Input input, List<Command> commands) {
        Instant at = Instant.now();
        if (input instanceof Input.PacketReceived received) {
            trace.give(new Traced(at, Optional.of(received), Optional.empty()));
        }
        for (Command command : commands) {
            if (command instanceof Command.SendAdvertisement sent) {
                trace.give(new Traced(at, Optional.empty(), Optional.of(sent)));
            }
        }
    }
}
