package io.mainstay.conf;

import io.mainstay.conf.model.UnicastConfig.Peer;
import io.mainstay.conf.schema.WireKeys;
import io.mainstay.conf.text.Node;
import io.mainstay.net.Family;
import io.mainstay.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Entries of {@code unicast_peer}: {@code ADDRESS [min_ttl N] [max_ttl N]}. What is wrong is left out and told. */
final class Peers {
    private static final int MOST_TTL = 255;

    private final Section s;
    private final Family family;
    private final @Nullable IpAddress own;
    private final List<Peer> peers = new ArrayList<>();
    private boolean ranges;

    Peers(Section s, Family family, @Nullable IpAddress own) {
        this.s = s;
        this.family = family;
        this.own = own;
    }

    List<Peer> peers() {
        return peers;
    }

    /** Whether any entry bounds the TTL. */
    boolean ranges() {
        return ranges;
    }

    void entry(Node node) {
        Optional<IpAddress> address = IpAddress.parse(node.name());
        if (address.isEmpty()
                || address.get().family() != family
                || address.get().isMulticast()) {
            warn(node, node.name() + " is no " + family + " address of a host; left out");
        } else if (own != null && own.equals(address.get())) {
            warn(node, node.name() + " is this host's own source address; left out");
        } else if (peers.stream().anyMatch(p -> p.address().equals(address.get()))) {
            warn(node, node.name() + " stands here already; left out, as in keepalived");
        } else {
            peers.add(peer(node, address.get()));
        }
    }

    private Peer peer(Node node, IpAddress address) {
        int min = 0;
        int max = MOST_TTL;
        List<String> rest = new ArrayList<>(node.words());
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
                case "min_ttl" -> min = ttl(node, option, rest, 0);
                case "max_ttl" -> max = ttl(node, option, rest, MOST_TTL);
                default -> warn(node, option + " is no option of a peer (expected: min_ttl or max_ttl); skipped");
            }
        }
        if (min > max) {
            warn(node, "min_ttl " + min + " is above max_ttl " + max + ": nothing from " + address + " is taken");
        }
        return new Peer(address, min, max);
    }

    private int ttl(Node node, String option, List<String> rest, int fallback) {
        String word = rest.isEmpty() ? "" : rest.removeFirst();
        if (word.matches("\\d{1,3}") && Integer.parseInt(word) <= MOST_TTL) {
            ranges = true;
            return Integer.parseInt(word);
        }
        warn(node, option + " " + word + " is no valid value (expected: 0..255); " + fallback + " is used");
        return fallback;
    }

    private void warn(Node node, String message) {
        s.warn(node.position(), WireKeys.UNICAST_PEER, message);
    }
}
