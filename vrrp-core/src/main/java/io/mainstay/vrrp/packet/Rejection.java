package io.mainstay.vrrp.packet;

/** Why an advertisement was not taken; the label is also the counter's name. */
public enum Rejection {
    /** Shorter or longer than its own fields say (RFC 3768 7.1). */
    LENGTH("length"),
    /** IP TTL other than 255: it has crossed a router, or is forged (RFC 3768 7.1). Unicast: outside the peer's range. */
    TTL("ttl"),
    /** Unicast: from somebody who is no peer. */
    SOURCE("source"),
    /** Sent to a multicast group where peers are named, or the other way round. */
    DESTINATION("destination"),
    /** VRRP version other than the router's. */
    VERSION("version"),
    /** A VRRP type other than 1, advertisement (RFC 3768 5.3.2). */
    TYPE("type"),
    /** The checksum does not match in any known form. */
    CHECKSUM("checksum"),
    /** An authentication type that is not the router's. */
    AUTH_TYPE("auth_type"),
    /** The right authentication type, the wrong password. */
    AUTH_FAILURE("auth_failure"),
    /** VRRPv2: an advertisement interval that is not the router's (RFC 3768 7.1). */
    INTERVAL("interval"),
    /** An interval of zero; keepalived adopts it (RFC 9568 erratum 8301). */
    INTERVAL_ZERO("interval_zero"),
    /** No address at all; keepalived obeys it (RFC 9568 erratum 8299). */
    ADDRESS_COUNT_ZERO("address_count_zero"),
    /** A virtual router identifier of zero (RFC 3768 5.3.3). */
    VRID_ZERO("vrid_zero");

    private final String label;

    Rejection(String label) {
        this.label = label;
    }

    /** The name in metrics and in {@code status --json}. */
    public String label() {
        return label;
    }
}
