/**
 * MySQL packets as values: frames, what the server says in each phase of a connection, and what a client asks. Pure
 * functions between bytes and records; used by {@code auth}, {@code monitor} and {@code session}. Depends on Netty's
 * buffers and on nothing of the project.
 */
@NullMarked
package io.mainstay.proxy.wire;

import org.jspecify.annotations.NullMarked;
