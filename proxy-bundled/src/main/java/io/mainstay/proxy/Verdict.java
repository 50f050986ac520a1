package io.mainstay.proxy;

import io.mainstay.conf.channel.ProxyMessage.ListenerState;
import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.ProxyConfig.Role;
import io.mainstay.proxy.backend.Servers;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the proxy does its work: every writer listener is bound and has a server; without a writer listener, every
 * listener. Pure.
 *
 * @param reason for an operator
 */
record Verdict(boolean healthy, String reason) {
    static Verdict of(ProxyConfig config, Servers servers, List<ListenerState> listeners, boolean draining) {
        List<String> wrong = new ArrayList<>();
        boolean writers = config.listeners().stream().anyMatch(l -> l.role() == Role.WRITER);
        for (ProxyConfig.Listener listener : config.listeners()) {
            if (!writers || listener.role() == Role.WRITER) {
                judge(listener, servers, listeners, wrong);
            }
        }
        if (draining) {
            wrong.add(0, "stopping");
        }
        return wrong.isEmpty() ? new Verdict(true, allIsWell(servers)) : new Verdict(false, String.join("; ", wrong));
    }

    private static String allIsWell(Servers servers) {
        return servers.elections().isEmpty() ? "all listeners have a server" : String.join("; ", servers.elections());
    }

    private static void judge(
            ProxyConfig.Listener listener, Servers servers, List<ListenerState> listeners, List<String> wrong) {
        ListenerState state = listeners.stream()
                .filter(l -> l.name().equals(listener.name()))
                .findFirst()
                .orElse(null);
        if (state == null || !state.bound()) {
            wrong.add("listener " + listener.name() + " is not bound: " + (state == null ? "closed" : state.detail()));
        }
        boolean served = listener.role() == Role.WRITER
                ? servers.writer() != null && listener.servers().contains(servers.writer())
                : !servers.served().getOrDefault(listener.name(), List.of()).isEmpty();
        if (!served) {
            wrong.add("listener " + listener.name() + " has no server");
        }
    }
}
