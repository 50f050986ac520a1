package io.mainstay.proxy.monitor;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Host names to addresses, off the event loops: the system's resolver blocks. One look-up per name at a time, so a
 * resolver that hangs costs one thread a name. Any thread.
 */
final class Names {
    private final Map<String, CompletableFuture<InetAddress>> running = new ConcurrentHashMap<>();

    /** The address; done at once for a literal. */
    CompletableFuture<InetAddress> resolve(String host) {
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(host);
        return literal != null
                ? CompletableFuture.completedFuture(literal)
                : running.computeIfAbsent(host, this::lookUp);
    }

    private CompletableFuture<InetAddress> lookUp(String host) {
        CompletableFuture<InetAddress> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("resolve-" + host).start(() -> ask(host, answer));
        return answer;
    }

    private void ask(String host, CompletableFuture<InetAddress> answer) {
        try {
            InetAddress address = InetAddress.getByName(host);
            running.remove(host);
            answer.complete(address);
        } catch (UnknownHostException e) {
            running.remove(host);
            answer.completeExceptionally(new CompletionException("unknown host " + host, e));
        }
    }
}
