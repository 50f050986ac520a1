package io.mainstay.proxy.backend;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who takes the writes: one server at a time. Pure; any thread.
 *
 * <pre>
 *            a server may be written, and all that are preferred to it have answered
 *   no writer --------------------------------------------------------------------&gt; writer = first such
 *       ^                                                                              |
 *       |  nobody may be written                       it may no longer be written     |
 *       +------------------------------------------------------------------------------+--&gt; writer = next such
 * </pre>
 *
 * <p>The present writer stays while it may be written, whoever else claims to be writable: a former writer that comes
 * back is not readmitted by itself, since it may hold less than the present one. It comes last in the next election.
 */
public final class WriterElection {
    private WriterElection() {}

    /**
     * What the election remembers.
     *
     * @param writer who takes the writes; null for nobody
     * @param former who was writer before and lost it by failing
     */
    public record State(@Nullable String writer, Set<String> former) {
        /** Before the first election. */
        public static final State NONE = new State(null, Set.of());

        public State {
            former = Set.copyOf(former);
        }
    }

    /** What the checks say of a server about writing. */
    public enum Claim {
        /** Not asked yet. */
        UNKNOWN,
        /** Up and not read-only. */
        WRITABLE,
        /** Down, read-only, or no answer. */
        NOT_WRITABLE
    }

    /**
     * The state after this look and why.
     *
     * @param refused servers that claim to be writable and are not the writer, in order of preference
     * @param reason for an operator
     */
    public record Decision(State state, List<String> refused, String reason) {
        public Decision {
            refused = List.copyOf(refused);
        }
    }

    /**
     * Looks at the claims and decides.
     *
     * @param preference the servers in order of preference
     * @param claims by server; a missing one is {@link Claim#UNKNOWN}
     */
    public static Decision decide(State state, List<String> preference, Map<String, Claim> claims) {
        List<String> writable = preference.stream()
                .filter(s -> claimOf(claims, s) == Claim.WRITABLE)
                .toList();
        boolean stays = state.writer() != null && writable.contains(state.writer());
        State next = stays ? state : elect(state, preference, claims);
        List<String> refused =
                writable.stream().filter(s -> !s.equals(next.writer())).toList();
        return new Decision(next, refused, reason(next, refused, preference));
    }

    private static State elect(State state, List<String> preference, Map<String, Claim> claims) {
        Set<String> former = new HashSet<>(state.former());
        if (state.writer() != null) {
            former.add(state.writer());
        }
        List<String> order = java.util.stream.Stream.concat(
                        preference.stream().filter(s -> !former.contains(s)),
                        preference.stream().filter(former::contains))
                .toList();
        String elected = firstWritable(order, claims);
        former.remove(elected);
        return new State(elected, former);
    }

    /** Waits for those not asked yet that are preferred: which check answers first must not decide. */
    private static @Nullable String firstWritable(List<String> order, Map<String, Claim> claims) {
        for (String server : order) {
            switch (claimOf(claims, server)) {
                case WRITABLE -> {
                    return server;
                }
                case UNKNOWN -> {
                    return null;
                }
                case NOT_WRITABLE -> {}
            }
        }
        return null;
    }

    private static Claim claimOf(Map<String, Claim> claims, String server) {
        return claims.getOrDefault(server, Claim.UNKNOWN);
    }

    private static String reason(State next, List<String> refused, List<String> preference) {
        if (next.writer() == null) {
            return "no writer: none of " + String.join(", ", preference) + " may be written";
        }
        if (refused.isEmpty()) {
            return next.writer() + " is the writer";
        }
        String others = refused.stream().collect(Collectors.joining(", "));
        String count = refused.size() == 1 ? "two" : Integer.toString(refused.size() + 1);
        return "split: " + count + " writable: " + next.writer() + " is the writer, refused: " + others;
    }
}
