package io.mainstay.vrrp.router;

import io.mainstay.net.Cidr;
import io.mainstay.vrrp.track.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can happen to a host's routers; everything that the core ever learns. */
public sealed interface Input {
    /**
     * The world is known as far as it can be: begin.
     *
     * @param delay how long to listen only before the routers begin ({@code vrrp_startup_delay}); zero for not at all
     */
    record Started(Duration delay) implements Input {
        /** At once. */
        public Started() {
            this(Duration.ZERO);
        }
    }

    /** End in order. */
    record Stopping(String reason) implements Input {}

    /** Time has passed. */
    record Tick() implements Input {}

    /** A packet of protocol 112 has come in. */
    record PacketReceived(Packet packet) implements Input {}

    /** A tracker has a verdict, or the same one with another detail. */
    record TrackerReported(String tracker, Verdict verdict, String detail) implements Input {}

    /** These trackers are no more: what they said is forgotten, so that one of the same name begins anew. */
    record TrackersRemoved(Set<String> trackers) implements Input {
        public TrackersRemoved {
            trackers = Set.copyOf(trackers);
        }
    }

    /** The host's interfaces, all of them, as they are now. */
    record LinksReported(List<LinkView> links) implements Input {
        public LinksReported {
            links = List.copyOf(links);
        }
    }

    /** An address has gone from an interface. */
    record AddressLost(String link, Cidr cidr) implements Input {}

    /**
     * The operator says whether routers are in maintenance.
     *
     * @param router its name; null for all routers, and for all there will be
     * @param reason in the operator's words
     */
    record Maintenance(@Nullable String router, boolean on, String reason) implements Input {}

    /** The operator wants a master to become backup, or no longer does. */
    record Switchover(String router, How how) implements Input {
        /** In which way. */
        public enum How {
            /** Keep the addresses until a backup takes them, at most as long as that takes. */
            OFFER,
            /** Resign at once; where nobody takes over, the router does so itself when its own timer ends. */
            RESIGN,
            /** Let the election alone decide again. */
            CANCEL
        }
    }

    /** A command could not be carried out. */
    record Failed(String router, What what, String error) implements Input {
        /** What could not be done. */
        public enum What {
            /** The advertisement reached nobody. */
            SEND,
            /** Unicast: it reached some peers only. */
            SEND_TO_SOME,
            HOLD_ADDRESSES
        }
    }

    /** The routers are meant to be these from now on. */
    record Reconfigured(List<RouterSpec> specs) implements Input {
        public Reconfigured {
            specs = List.copyOf(specs);
        }
    }
}
