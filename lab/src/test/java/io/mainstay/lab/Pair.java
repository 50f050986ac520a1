package io.mainstay.lab;

import io.mainstay.lab.client.Echo;
import io.mainstay.lab.client.Probe;
import io.mainstay.lab.server.Kind;
import io.mainstay.lab.server.Router;
import io.mainstay.lab.server.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Two hosts with a virtual address between them and a client that asks it. One thread. */
final class Pair implements AutoCloseable {
    static final String VIP = "10.77.0.100";

    /** Three missed adverts and the skew of the lowest priority, and a JVM's start on a busy machine. */
    static final Duration TAKEOVER = Duration.ofSeconds(8);

    final Lab lab;
    final Host n1;
    final Host n2;
    final Host client;
    private final List<Runnable> atClose = new ArrayList<>();

    Pair() {
        lab = Lab.open();
        atClose.add(lab::close);
        n1 = lab.host("n1", "10.77.0.11/24");
        n2 = lab.host("n2", "10.77.0.12/24");
        client = lab.host("client", "10.77.0.31/24");
    }

    /** Starts a router on a host. */
    Router router(Kind kind, Host host, Settings settings) {
        return closing(Router.start(kind, host, settings));
    }

    /** Closes a router with this pair. */
    Router closing(Router router) {
        atClose.add(router::close);
        return router;
    }

    /** A client that asks every 2 ms, once somebody answers. */
    Probe probe() {
        atClose.add(Echo.on(n1)::close);
        atClose.add(Echo.on(n2)::close);
        Probe probe = Probe.start(client, VIP, Duration.ofMillis(2));
        atClose.add(probe::close);
        return probe;
    }

    /** Waits until the address is on one host and not on the other. */
    Duration awaitMaster(Host host) {
        Host other = host == n1 ? n2 : n1;
        return Waiting.until(VIP + " on " + host.name() + " alone", TAKEOVER, () -> host.has(VIP) && !other.has(VIP));
    }

    @Override
    public void close() {
        atClose.reversed().forEach(Runnable::run);
    }
}
