package io.mainstay.vrrp.packet;

/** What a VRRPv3 checksum over IPv4 covers; over IPv6 there is only the first form, in version 2 only the second. */
public enum ChecksumForm {
    /** A pseudo-header and the message: what keepalived sends by default, and RFC 5798 was read to want. */
    PSEUDO_HEADER,
    /** The message alone: RFC 9568 5.2.8, and keepalived under {@code v3_checksum_as_v2}. */
    MESSAGE_ONLY
}
