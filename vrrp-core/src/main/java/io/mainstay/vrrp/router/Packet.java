package io.mainstay.vrrp.router;

import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;

/**
 * An IP packet of protocol 112 as it came in.
 *
 * @param link where
 * @param ttl its TTL or hop limit
 * @param payload what stands behind the IP header; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy per packet would buy nothing
public record Packet(LinkIndex link, IpAddress source, IpAddress destination, int ttl, byte[] payload) {}
