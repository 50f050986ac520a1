/**
 * rtnetlink messages: bytes to values and back, in the kernel's spelling and the machine's byte order. Pure; called by
 * {@code linux.link}; depends on {@code net}.
 */
@NullMarked
package io.mainstay.linux.netlink;

import org.jspecify.annotations.NullMarked;
