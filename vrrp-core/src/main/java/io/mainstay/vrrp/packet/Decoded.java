package io.mainstay.vrrp.packet;

/** What became of received bytes. */
public sealed interface Decoded {
    /**
     * They are an advertisement.
     *
     * @param advertisement what they say
     * @param checksum which form of the checksum was right
     */
    record Ok(Advertisement advertisement, ChecksumForm checksum) implements Decoded {}

    /**
     * They are none.
     *
     * @param reason why, for counting
     * @param detail what it was and what was expected
     */
    record Malformed(Rejection reason, String detail) implements Decoded {}
}
