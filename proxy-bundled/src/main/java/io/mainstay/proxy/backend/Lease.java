package io.mainstay.proxy.backend;

import io.mainstay.conf.model.ProxyConfig.Server;
import org.jspecify.annotations.Nullable;

/** A session's slot on a server, until it is given back. Its flags are guarded by {@link Backends}. */
public final class Lease {
    final Entry entry;
    final String listener;
    final Claimant holder;
    final Group.@Nullable Writing writing;
    boolean revoked;
    boolean released;
    private final Server server;

    Lease(Entry entry, String listener, Claimant holder, Group.@Nullable Writing writing) {
        this.writing = writing;
        this.entry = entry;
        this.listener = listener;
        this.holder = holder;
        this.server = entry.config;
    }

    /** Where to connect, as configured when the slot was taken. */
    public Server server() {
        return server;
    }
}
