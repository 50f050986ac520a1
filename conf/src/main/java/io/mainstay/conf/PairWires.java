package io.mainstay.conf;

import io.mainstay.conf.model.UnicastConfig;
import io.mainstay.conf.model.VirtualRouterConfig;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.net.IpAddress;
import java.util.stream.Collectors;

/** Whether the adverts of two instances reach each other: both by multicast to one group, or each to the other. */
final class PairWires {
    private static final String DEAF = ": neither hears the other, and both become master";

    private final Side one;
    private final Side other;
    private final Diagnostics findings;

    /** One of the two: the host's name, and its instance. */
    record Side(String host, VirtualRouterConfig router) {}

    PairWires(Side one, Side other, Diagnostics findings) {
        this.one = one;
        this.other = other;
        this.findings = findings;
    }

    void check() {
        UnicastConfig ours = one.router().unicast();
        UnicastConfig theirs = other.router().unicast();
        if (ours == null && theirs == null) {
            group();
        } else if (ours == null || theirs == null) {
            error("unicast_peer", "unicast on " + (ours == null ? other : one).host() + " only" + DEAF);
        } else if (one.router().family() == other.router().family()) {
            names(one, ours, other);
            names(other, theirs, one);
        }
    }

    private void group() {
        IpAddress ours = one.router().multicastGroup();
        IpAddress theirs = other.router().multicastGroup();
        if (one.router().family() == other.router().family() && !ours.equals(theirs)) {
            error("mcast_dst_ip", ours + " on " + one.host() + ", " + theirs + " on " + other.host() + DEAF);
        }
    }

    /** Without a configured source nobody knows here which address the peer will come from. */
    private void names(Side speaker, UnicastConfig unicast, Side listener) {
        IpAddress source = listener.router().sourceAddress();
        if (source == null) {
            findings.warn(
                    one.router().position(),
                    path("unicast_src_ip"),
                    "not set on " + listener.host() + ", so it is not known here whether " + speaker.host()
                            + " names it as a peer");
        } else if (unicast.peers().stream().noneMatch(p -> p.address().equals(source))) {
            error(
                    "unicast_peer",
                    speaker.host() + " speaks to " + peers(unicast) + ", and " + listener.host() + " is " + source
                            + ": " + listener.host() + " hears nothing, and both become master");
        }
    }

    private static String peers(UnicastConfig unicast) {
        return unicast.peers().stream().map(p -> p.address().toString()).collect(Collectors.joining(", "));
    }

    private void error(String key, String message) {
        findings.error(one.router().position(), path(key), message);
    }

    private String path(String key) {
        return "vrrp_instance " + one.router().name() + "." + key;
    }
}
