/** VRRP advertisements: the record, its codec, and why a packet was refused. Pure; depends on net and time. */
@NullMarked
package io.mainstay.vrrp.packet;

import org.jspecify.annotations.NullMarked;
