/**
 * Interfaces and their addresses as the kernel has them, and changing the latter. Called by the controller; depends on
 * {@code linux.netlink}, {@code linux.libc} and {@code net}.
 */
@NullMarked
package io.mainstay.linux.link;

import org.jspecify.annotations.NullMarked;
