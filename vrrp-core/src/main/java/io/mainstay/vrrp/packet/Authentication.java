package io.mainstay.vrrp.packet;

/** What a VRRPv2 advertisement proves itself with (RFC 2338 5.3.6; RFC 3768 knows only {@link None}). */
public sealed interface Authentication {
    /** Authentication type 0; also every VRRPv3 advertisement. */
    record None() implements Authentication {}

    /** Authentication type 1: the password in clear text. */
    record Simple(Password password) implements Authentication {}

    /** Authentication type 0. */
    Authentication NONE = new None();
}
