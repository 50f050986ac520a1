/**
 * Packets that bypass the kernel's own protocols: VRRP over IPv4 and IPv6, gratuitous ARP, unsolicited neighbour advertisements.
 * Called by the controller; depends on {@code linux.libc}, {@code linux.link}, {@code net} and pcap4j's packets.
 */
@NullMarked
package io.mainstay.linux.raw;

import org.jspecify.annotations.NullMarked;
