package io.mainstay.vrrp.fsm;

import java.time.Duration;

/** What an election wants done; carried out in order. */
public sealed interface Effect {
    /** Send an advertisement with this priority; 0 resigns. */
    record SendAdvertisement(int priority) implements Effect {}

    /** Have all addresses, from now on for this long; also the renewal of a hold. */
    record HoldAddresses(Duration lifetime) implements Effect {}

    /** Give all addresses up. */
    record RemoveAddresses() implements Effect {}

    /** Tell the segment who has the addresses: this many frames for each. */
    record Announce(int repeat) implements Effect {}

    /** Tell the segments that no advertisement reaches: the addresses on other interfaces, one frame for each. */
    record AnnounceElsewhere() implements Effect {}

    /** The state has changed, for this reason. */
    record Changed(StateName from, StateName to, String reason) implements Effect {}

    /** The state is the same, but an operator would want to know. */
    record Remark(Kind kind, String text) implements Effect {
        /** What it is about, for counting. */
        public enum Kind {
            /** The loop came round far too late. */
            STALLED,
            /** A router of lower priority believes that it is master. */
            LOWER_PRIORITY_HEARD,
            /** The master has resigned. */
            RESIGNATION_HEARD,
            /** A master lowered its own priority below ours. */
            MASTER_STEPPED_BACK,
            /** A master of lower priority is left alone for a while. */
            PREEMPTION_DELAYED,
            /** Nobody holds the addresses, and this router is in maintenance. */
            WITHHELD
        }
    }
}
