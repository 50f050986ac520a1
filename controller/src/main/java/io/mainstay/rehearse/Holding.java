package io.mainstay.rehearse;

import io.mainstay.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Who held one address, and when nobody served it or two hosts answered for it.
 *
 * @param address as the configuration has it
 * @param spells in order of time
 */
public record Holding(String address, List<Spell> spells) {
    public Holding {
        spells = List.copyOf(spells);
    }

    /**
     * A time during which the same hosts served the address.
     *
     * @param from since when
     * @param to until when
     * @param hosts their letters; none: an outage; two: a split
     */
    public record Spell(Deadline from, Deadline to, List<String> hosts) {
        public Spell {
            hosts = List.copyOf(hosts);
        }

        Duration length() {
            return from.until(to);
        }
    }

    List<Spell> outages() {
        return spells.stream().filter(s -> s.hosts().isEmpty()).toList();
    }

    List<Spell> splits() {
        return spells.stream().filter(s -> s.hosts().size() > 1).toList();
    }

    Duration outage() {
        return outages().stream().map(Spell::length).reduce(Duration.ZERO, Duration::plus);
    }

    Duration split() {
        return splits().stream().map(Spell::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** How often the address was served by another host than before. */
    long moves() {
        List<List<String>> served =
                spells.stream().map(Spell::hosts).filter(h -> h.size() == 1).toList();
        long moves = 0;
        for (int i = 1; i < served.size(); i++) {
            moves += served.get(i).equals(served.get(i - 1)) ? 0 : 1;
        }
        return moves;
    }

    /** Adds up what is seen of one address as time goes by. */
    static final class Watch {
        private final String address;
        private final List<Spell> spells = new ArrayList<>();
        private Deadline since = Deadline.ORIGIN;
        private List<String> hosts = List.of();

        Watch(String address) {
            this.address = address;
        }

        void look(List<String> now, Deadline at) {
            if (!now.equals(hosts)) {
                close(at);
                hosts = now;
                since = at;
            }
        }

        Holding end(Deadline at) {
            close(at);
            return new Holding(address, spells);
        }

        private void close(Deadline at) {
            if (at.isAfter(since)) {
                spells.add(new Spell(since, at, hosts));
            }
        }
    }
}
