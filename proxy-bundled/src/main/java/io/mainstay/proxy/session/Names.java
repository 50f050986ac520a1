package io.mainstay.proxy.session;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Host names to addresses, asked in the background so that no event loop ever waits for a name server; the last good
 * answer stays when a later question fails. Literals need no question. Any thread.
 */
public final class Names implements AutoCloseable {
    private static final long REFRESH_SECONDS = 5;

    private final Logger log;
    private final Map<String, InetAddress> known = new ConcurrentHashMap<>(); // as many as the configuration names
    private final Map<String, String> failing = new ConcurrentHashMap<>();
    private final Set<String> asking = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService asker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "names");
        thread.setDaemon(true);
        return thread;
    });

    public Names(Logger log) {
        this.log = log;
        var unused = asker.scheduleWithFixedDelay(
                () -> known.keySet().forEach(this::ask), REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
    }

    /** The address as of now; null while the name is not known, and then it is being asked. */
    @Nullable
    InetSocketAddress lookup(String host, int port) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
        if (literal != null) {
            return new InetSocketAddress(literal(literal), port);
        }
        InetAddress address = known.get(host);
        if (address == null) {
            learn(host);
        }
        return address == null ? null : new InetSocketAddress(address, port);
    }

    /** Asks for a name ahead of its use. */
    public void learn(String host) {
        boolean literal = NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
        if (!literal && !asker.isShutdown() && asking.add(host)) {
            asker.execute(() -> {
                ask(host);
                asking.remove(host);
            });
        }
    }

    private void ask(String host) {
        try {
            known.put(host, InetAddress.getByName(host));
            if (failing.remove(host) != null) {
                log.info("host name is known again host={}", host);
            }
        } catch (UnknownHostException e) {
            if (failing.put(host, String.valueOf(e.getMessage())) == null) {
                log.warn("host name cannot be resolved host={} reason={}", host, e.getMessage());
            }
        }
    }

    private static InetAddress literal(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("this is a bug: " + bytes.length + " bytes", e);
        }
    }

    @Override
    public void close() {
        asker.shutdownNow();
    }
}
