package io.mainstay.vrrp.router;

import io.mainstay.net.IpAddress;
import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.packet.Advertisement;
import java.time.Duration;
import java.util.List;

/** What the host's routers want done; carried out in order, each named after its router. */
public sealed interface Command {
    /** The router's name. */
    String router();

    /**
     * Send this, to all of the wire's destinations.
     *
     * @param link the interface's name
     */
    record SendAdvertisement(String router, String link, IpAddress source, Wire wire, Advertisement advertisement)
            implements Command {}

    /** Have these addresses for so long from now; also the renewal. */
    record HoldAddresses(String router, List<VirtualAddress> addresses, Duration lifetime) implements Command {
        public HoldAddresses {
            addresses = List.copyOf(addresses);
        }
    }

    /** Give these addresses up; those that are not there are no failure. */
    record RemoveAddresses(String router, List<VirtualAddress> addresses) implements Command {
        public RemoveAddresses {
            addresses = List.copyOf(addresses);
        }
    }

    /** Send this many announcements of each address. */
    record Announce(String router, List<VirtualAddress> addresses, int repeat) implements Command {
        public Announce {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * The router's state has changed: tell the hooks and the operator.
     *
     * @param priority effective priority at that moment
     * @param stopping whether the router ends: hooks know STOP
     */
    record StateChanged(String router, StateName from, StateName to, int priority, String reason, boolean stopping)
            implements Command {}

    /**
     * The state of a sync group has changed: tell its hooks and the operator.
     *
     * @param router the group's name
     * @param stopping whether the group ends: hooks know STOP
     */
    record GroupChanged(String router, StateName from, StateName to, String reason, boolean stopping)
            implements Command {}

    /** Tell the operator. */
    record Note(String router, boolean warning, String text) implements Command {}
}
