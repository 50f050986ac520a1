package io.mainstay.proxy.backend;

import io.mainstay.conf.model.ProxyConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a server among those that may serve; HAProxy's words. Pure: the turn goes in and comes out. Any thread.
 */
public final class Balance {
    private Balance() {}

    /**
     * Whose turn it is: each server's credit. Smooth weighted turns: everyone earns their weight at each choice, the
     * richest is chosen and pays what all earned, so 2:1 gives a b a, a b a and never a a b.
     */
    public record Turn(Map<String, Long> credit) {
        /** Before the first choice. */
        public static final Turn NONE = new Turn(Map.of());

        public Turn {
            credit = Map.copyOf(credit);
        }
    }

    /**
     * A choice and the turn after it.
     *
     * @param server null when nobody can take one more session
     */
    public record Choice(@Nullable String server, Turn turn) {}

    /**
     * Those who share the load: all ordinary servers with a weight, or, while there is none, the first backup with one
     * (HAProxy without {@code allbackups}).
     */
    public static List<Candidate> serving(List<Candidate> usable) {
        List<Candidate> willing = usable.stream().filter(c -> c.weight() > 0).toList();
        List<Candidate> ordinary = willing.stream().filter(c -> !c.backup()).toList();
        return ordinary.isEmpty() ? willing.stream().limit(1).toList() : ordinary;
    }

    /**
     * Chooses.
     *
     * @param usable servers that are up and have the listener's role, in its order
     * @param sourceHash of the client's address, for {@link ProxyConfig.Balance#SOURCE}
     */
    public static Choice pick(ProxyConfig.Balance balance, List<Candidate> usable, Turn turn, int sourceHash) {
        List<Candidate> serving = serving(usable);
        List<Candidate> free = serving.stream().filter(Candidate::hasSlot).toList();
        if (free.isEmpty()) {
            return new Choice(null, turn);
        }
        return switch (balance) {
            case ROUNDROBIN -> inTurn(free, turn);
            case LEASTCONN -> inTurn(leastLoaded(free), turn);
            case FIRST -> new Choice(free.get(0).name(), turn);
            case SOURCE -> new Choice(bySource(serving, sourceHash), turn);
        };
    }

    private static Choice inTurn(List<Candidate> free, Turn turn) {
        Map<String, Long> credit = new HashMap<>();
        long all = 0;
        Candidate richest = free.get(0);
        for (Candidate c : free) {
            credit.put(c.name(), turn.credit().getOrDefault(c.name(), 0L) + c.weight());
            all += c.weight();
            richest = creditOf(credit, c) > creditOf(credit, richest) ? c : richest;
        }
        credit.put(richest.name(), creditOf(credit, richest) - all);
        return new Choice(richest.name(), new Turn(credit));
    }

    private static long creditOf(Map<String, Long> credit, Candidate candidate) {
        return credit.getOrDefault(candidate.name(), 0L);
    }

    /** The fewest sessions per weight; s1/w1 < s2/w2 is s1*w2 < s2*w1 without a division. */
    private static List<Candidate> leastLoaded(List<Candidate> free) {
        Candidate least = free.get(0);
        for (Candidate c : free) {
            least = (long) c.sessions() * least.weight() < (long) least.sessions() * c.weight() ? c : least;
        }
        Candidate bar = least;
        return free.stream()
                .filter(c -> (long) c.sessions() * bar.weight() == (long) bar.sessions() * c.weight())
                .toList();
    }

    /** Always the same server for the same client while the set stands; null when that one is full. */
    private static @Nullable String bySource(List<Candidate> serving, int sourceHash) {
        int all = serving.stream().mapToInt(Candidate::weight).sum();
        int point = Math.floorMod(sourceHash, all);
        for (Candidate c : serving) {
            point -= c.weight();
            if (point < 0) {
                return c.hasSlot() ? c.name() : null;
            }
        }
        throw new IllegalStateException("this is a bug: point " + point + " beyond weights of " + all);
    }
}
