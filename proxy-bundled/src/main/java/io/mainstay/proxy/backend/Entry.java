package io.mainstay.proxy.backend;

import io.mainstay.conf.model.ProxyConfig.Server;
import io.mainstay.proxy.monitor.ServerHealth;
import java.util.LinkedHashSet;
import java.util.Set;

/** A server's mutable part: its health, who uses it, how many wait for it. Guarded by {@link Backends}. */
final class Entry {
    final Set<Lease> leases = new LinkedHashSet<>();
    Server config;
    ServerHealth health;
    int queued;

    Entry(Server config) {
        this.config = config;
        this.health = new ServerHealth(config.name(), false, false, false, "DOWN", UNCHECKED, "not checked yet", 0);
    }

    /** HAProxy's word for a check that has not answered yet. */
    static final String UNCHECKED = "INI";

    Candidate candidate() {
        return new Candidate(config.name(), config.weight(), config.backup(), config.maxconn(), leases.size());
    }

    /** Whether one more may wait for it. */
    boolean queueHasRoom() {
        return config.maxqueue() == 0 || queued < config.maxqueue();
    }

    /** What it says about writing; a server of weight 0 takes nothing, so it is no candidate. */
    WriterElection.Claim claim() {
        if (health.check().equals(UNCHECKED) || health.check().equals("UNK")) {
            return WriterElection.Claim.UNKNOWN;
        }
        boolean writable = health.up() && health.writable() && config.weight() > 0;
        return writable ? WriterElection.Claim.WRITABLE : WriterElection.Claim.NOT_WRITABLE;
    }
}
