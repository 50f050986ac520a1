package io.mainstay.proxy.backend;

import io.mainstay.proxy.monitor.ServerHealth;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the servers are at one moment. Immutable.
 *
 * @param servers in the order of the configuration
 * @param writer who takes the writes; null for nobody or without a writer listener
 * @param elections what each election last said, in the order of the listeners
 * @param served by listener: the servers that may serve it, in its order; empty when there is none
 */
public record Servers(
        List<Server> servers, @Nullable String writer, List<String> elections, Map<String, List<String>> served) {
    public Servers {
        servers = List.copyOf(servers);
        elections = List.copyOf(elections);
        served = Map.copyOf(served);
    }

    /**
     * One server.
     *
     * @param role {@code writer}, {@code reader} or {@code none}
     * @param sessions open now
     * @param queued clients waiting for it
     */
    public record Server(ServerHealth health, String role, int sessions, int queued) {}
}
