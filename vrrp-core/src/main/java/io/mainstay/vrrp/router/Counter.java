package io.mainstay.vrrp.router;

/** What a virtual router counts beside rejections; the label is the name in status and metrics. */
public enum Counter {
    ADVERT_RECEIVED("advert_rcvd"),
    ADVERT_SENT("advert_sent"),
    BECOME_MASTER("become_master"),
    RELEASE_MASTER("release_master"),
    PRIORITY_ZERO_RECEIVED("pri_zero_rcvd"),
    PRIORITY_ZERO_SENT("pri_zero_sent"),
    ADDRESS_LIST_DIFFERS("addr_list_err"),
    /** VRRPv3: advertisements of another interval than ours, which is adopted; in version 2 they are rejected. */
    INTERVAL_DIFFERS("advert_interval_err"),
    /** VRRPv3 over IPv4: advertisements with keepalived's checksum, pseudo-header and message. */
    CHECKSUM_PSEUDO_HEADER("checksum_pseudo_header_rcvd"),
    /** VRRPv3 over IPv4: advertisements with RFC 9568's checksum, the message alone. */
    CHECKSUM_MESSAGE_ONLY("checksum_message_only_rcvd"),
    /** Advertisements of our own that came back to us. */
    LOOPED("looped"),
    /** Turns of the loop that came too late to go on as if nothing had been. */
    STALLED("stalled"),
    /** Addresses put back after somebody deleted them. */
    ADDRESS_RESTORED("address_restored"),
    /** Addresses not put back before the next advertisement, because it happened too often. */
    ADDRESS_RESTORE_DEFERRED("address_restore_deferred"),
    /** Addresses that the kernel would not take. */
    ADDRESS_REFUSED("address_refused"),
    /** Advertisements that could not be sent. */
    SEND_FAILED("send_failed"),
    /** Unicast: advertisements that could not be sent to some of the peers. */
    SEND_PARTLY_FAILED("send_partly_failed"),
    /** Errors of our own while this router was served; each put it into a fault for a while. */
    INTERNAL_ERROR("internal_error"),
    /** Peers dropped from the list because {@link Peers#LIMIT} was met. */
    PEERS_FORGOTTEN("peers_forgotten"),
    /** Advertisements that the owner of the addresses passed over ({@code owner_ignore_adverts}). */
    OWNER_IGNORED("owner_ignored"),
    /** Advertisements not taken for which the addresses were left alone ({@code rejected_master hold}). */
    HELD_FOR_REJECTED("held_for_rejected"),
    /** Notes left unsaid because {@link VirtualRouter#NOTES_PER_QUIET} was met. */
    NOTE_WITHHELD("note_withheld");

    private final String label;

    Counter(String label) {
        this.label = label;
    }

    /** The name. */
    public String label() {
        return label;
    }
}
