package io.mainstay.linux.netlink;

/** What the kernel says over rtnetlink. */
public sealed interface Message {
    /** RTM_NEWLINK: an interface exists, or something of it changed. */
    record NewLink(LinkMessage link) implements Message {}

    /** RTM_DELLINK. */
    record DelLink(LinkMessage link) implements Message {}

    /** RTM_NEWADDR: an address was added, or something of it changed. */
    record NewAddress(AddressMessage address) implements Message {}

    /** RTM_DELADDR. */
    record DelAddress(AddressMessage address) implements Message {}

    /** NLMSG_ERROR with error 0: the request was carried out. */
    record Ack() implements Message {}

    /**
     * NLMSG_ERROR.
     *
     * @param errno 1 or more
     * @param text the kernel's own words (NLMSGERR_ATTR_MSG), empty where it has none
     */
    record Refused(int errno, String text) implements Message {}

    /**
     * NLMSG_DONE: a dump has ended.
     *
     * @param errno 0, or why it ended early
     */
    record Done(int errno) implements Message {}

    /** NLMSG_OVERRUN: messages were lost. */
    record Overrun() implements Message {}

    /** A type that is of no interest here. */
    record Unknown(int type) implements Message {}

    /** Bytes that are no message. */
    record Malformed(Reason reason, String detail) implements Message {}

    /** Why bytes are no message; the label is the counter's. */
    enum Reason {
        HEADER_LENGTH("header_length"),
        BODY_LENGTH("body_length"),
        ATTRIBUTE_LENGTH("attribute_length"),
        ATTRIBUTE_MISSING("attribute_missing"),
        VALUE("value");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
