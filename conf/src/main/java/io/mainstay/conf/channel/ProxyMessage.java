package io.mainstay.conf.channel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the proxy tells the controller. */
public sealed interface ProxyMessage {
    /**
     * The process runs and has read the channel's first line; no listener is open yet.
     *
     * @param protocol {@link ChannelCodec#PROTOCOL} of the proxy
     * @param pid its process
     * @param version its version
     */
    record Hello(int protocol, long pid, String version) implements ProxyMessage {}

    /**
     * Sent every 200 ms by a thread of its own; a loop that hangs shows as a counter that stands still.
     *
     * @param beats one counter per event loop, each increased by its own loop only
     */
    record Heartbeat(List<Long> beats) implements ProxyMessage {
        public Heartbeat {
            beats = List.copyOf(beats);
        }
    }

    /**
     * How the proxy is; sent whenever {@code healthy}, {@code reason}, the writer, a server's or a listener's state
     * changes, and every second.
     *
     * @param healthy whether every writer listener is bound and has a server (without a writer listener: every
     *     listener is bound and has a server)
     * @param reason why, in words for an operator
     * @param writer the server that writes go to; null when there is none
     * @param servers in the order of the configuration
     * @param listeners in the order of the configuration
     * @param draining whether an orderly stop is under way
     * @param counters every counter of the proxy by name: sessions, refusals by reason, limits that were met, bytes
     */
    record State(
            boolean healthy,
            String reason,
            @Nullable String writer,
            List<ServerState> servers,
            List<ListenerState> listeners,
            boolean draining,
            Map<String, Long> counters)
            implements ProxyMessage {
        public State {
            servers = List.copyOf(servers);
            listeners = List.copyOf(listeners);
            counters = Map.copyOf(counters);
        }
    }

    /**
     * One database.
     *
     * @param status as HAProxy prints it: {@code UP}, {@code UP 2/3}, {@code DOWN}, {@code DOWN 1/2}
     * @param role {@code writer}, {@code reader} or {@code none}: what it may serve
     * @param check HAProxy's check status: {@code L4OK}, {@code L7OK}, {@code L7STS}, {@code L7TOUT}…
     * @param detail what the last check found
     * @param checkMillis how long the last check took
     * @param sessions open now
     * @param queued clients waiting for it now
     */
    record ServerState(
            String name,
            String status,
            String role,
            String check,
            String detail,
            long checkMillis,
            int sessions,
            int queued) {}

    /**
     * One listener.
     *
     * @param bound whether it accepts clients
     * @param detail why not, or the address it is bound to
     */
    record ListenerState(
            String name, String role, String address, int port, boolean bound, String detail, int sessions) {}
}
