/**
 * Capture files, and VRRP as a packet type of pcap4j's beside its own. Called by {@code mainstay decode}; depends on
 * {@code net}, pcap4j and, for reading files, libpcap.
 */
@NullMarked
package io.mainstay.linux.pcap;

import org.jspecify.annotations.NullMarked;
