package io.mainstay.linux.netlink;

/** A message with the header it came under; a header that could not be read is all zeros. */
public record Envelope(Header header, Message message) {}
