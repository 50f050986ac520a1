package io.mainstay.proxy.backend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The writer listeners over the same servers: one election, one count of who still writes where. */
final class Group {
    final List<String> preference;
    WriterElection.Decision decision;

    final Writing writing;

    /** Sessions of writer listeners by server; outlives a reload, since its sessions do. */
    static final class Writing {
        private final Map<String, Integer> sessions = new HashMap<>();

        void count(String server, int change) {
            sessions.merge(server, change, Integer::sum);
            sessions.remove(server, 0);
        }
    }

    Group(List<String> preference, WriterElection.State state, Writing writing) {
        this.preference = List.copyOf(preference);
        this.writing = writing;
        this.decision = new WriterElection.Decision(state, List.of(), "no writer: no server was checked yet");
    }

    /** Whether a session still stands on another server than the writer: two writers would meet. */
    boolean handingOver() {
        String writer = decision.state().writer();
        return writing.sessions.keySet().stream().anyMatch(s -> !s.equals(writer));
    }
}
