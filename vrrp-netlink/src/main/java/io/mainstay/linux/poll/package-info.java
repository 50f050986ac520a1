/** Waiting for descriptors on one thread. Called by the controller's loop; depends on {@code linux.libc}. */
@NullMarked
package io.mainstay.linux.poll;

import org.jspecify.annotations.NullMarked;
