package io.mainstay.conf;

import io.mainstay.conf.model.AddressConfig;
import io.mainstay.conf.schema.Key;
import io.mainstay.conf.text.Node;
import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Address entries: {@code IP[/MASK] [brd IP|+|-] [dev IF] [scope S] [label L] [no_track]…} */
final class Addresses {
    private static final int LABEL_LENGTH = 15;
    private static final Map<String, Integer> SCOPES =
            Map.of("global", 0, "site", 200, "link", 253, "host", 254, "nowhere", 255);
    private static final Set<String> IGNORED = Set.of("home", "-nodad", "mngtmpaddr", "noprefixroute", "autojoin");

    private final Section section;
    private final Key key;
    private final Set<IpAddress> seen;

    private Addresses(Section section, Key key, Set<IpAddress> seen) {
        this.section = section;
        this.key = key;
        this.seen = seen;
    }

    /** Reads a list; an entry that is wrong is left out with a warning, as keepalived does. */
    static List<AddressConfig> read(Section section, Key key, Set<IpAddress> seen) {
        Addresses a = new Addresses(section, key, seen);
        return section.entries(key).stream().flatMap(n -> a.entry(n).stream()).toList();
    }

    static Set<IpAddress> none() {
        return new HashSet<>();
    }

    private Optional<AddressConfig> entry(Node node) {
        Optional<Cidr> cidr = Cidr.parse(node.name());
        if (cidr.isEmpty()) {
            return drop(node, node.name() + " is no address (expected: ADDRESS[/LENGTH])");
        }
        if (!seen.add(cidr.get().address())) {
            return drop(node, node.name() + " stands here already");
        }
        return options(node, cidr.get());
    }

    private Optional<AddressConfig> drop(Node node, String reason) {
        section.warn(node.position(), key, reason + "; left out, as in keepalived");
        return Optional.empty();
    }

    private Optional<AddressConfig> options(Node node, Cidr cidr) {
        String dev = null;
        String label = null;
        String broadcast = null;
        int scope = 0;
        boolean noTrack = false;
        List<String> rest = new ArrayList<>(node.words());
        while (!rest.isEmpty()) {
            String option = rest.removeFirst();
            switch (option) {
                case "dev" -> dev = argument(rest);
                case "label" -> label = argument(rest);
                case "brd", "broadcast" -> broadcast = argument(rest);
                case "scope" -> scope = scope(node, argument(rest));
                case "no_track" -> noTrack = true;
                default -> otherOption(node, option, rest);
            }
        }
        boolean six = !cidr.address().isIpv4();
        if (six && (label != null || broadcast != null || scope != 0)) {
            section.warn(node.position(), key, "IPv6 addresses take neither label nor brd nor scope; skipped");
            label = null;
            broadcast = null;
            scope = 0;
        }
        if (label != null && label.length() > LABEL_LENGTH) {
            return drop(node, "label " + label + " is longer than 15 characters");
        }
        return Optional.of(
                new AddressConfig(cidr, dev, label, scope, broadcast(node, cidr, broadcast), noTrack, node.position()));
    }

    private static @Nullable String argument(List<String> rest) {
        return rest.isEmpty() ? null : rest.removeFirst();
    }

    private void otherOption(Node node, String option, List<String> rest) {
        if (option.equals("peer") || option.equals("preferred_lft") || option.equals("track_group")) {
            section.warn(node.position(), key, option + " " + argument(rest) + " is not carried out");
        } else if (IGNORED.contains(option)) {
            section.warn(node.position(), key, option + " is not carried out");
        } else if (option.equals("use_vmac")) {
            section.refuse(node.position(), key.name(), "use_vmac: virtual MAC addresses are not supported yet");
        } else {
            section.warn(node.position(), key, option + " is no option of an address; skipped");
        }
    }

    private int scope(Node node, @Nullable String word) {
        Integer known = word == null ? null : SCOPES.get(word);
        if (known != null) {
            return known;
        }
        if (word != null && word.matches("\\d{1,3}") && Integer.parseInt(word) <= 255) {
            return Integer.parseInt(word);
        }
        section.warn(
                node.position(),
                key,
                "scope " + word + " is none (expected: global, site, link, host or 0..255);" + " global is used");
        return 0;
    }

    private @Nullable IpAddress broadcast(Node node, Cidr cidr, @Nullable String word) {
        if (word == null) {
            return null;
        }
        if (word.equals("+") || word.equals("-")) {
            return cidr.address().isIpv4() ? edge(cidr, word.equals("+")) : null;
        }
        Optional<IpAddress> address = IpAddress.parse(word);
        if (address.isEmpty()) {
            section.warn(node.position(), key, "brd " + word + " is no address; none is set");
        }
        return address.orElse(null);
    }

    /** The network's last address for {@code +}, its first for {@code -}, as ip-address(8) has it. */
    private static IpAddress edge(Cidr cidr, boolean ones) {
        int hostBits = cidr.prefixLength() == 0 ? -1 : cidr.prefixLength() == 32 ? 0 : -1 >>> cidr.prefixLength();
        int value = ones ? cidr.address().toInt() | hostBits : cidr.address().toInt() & ~hostBits;
        return IpAddress.of(
                new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value});
    }
}
