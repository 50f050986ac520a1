/**
 * The C library as JNA sees it, in kernel and man-page spelling, and what the system said no with. Called by the other
 * packages of this module, nobody else calls a C function. Depends on JNA and the JDK only. For 64-bit Linux (LP64).
 */
@NullMarked
package io.mainstay.linux.libc;

import org.jspecify.annotations.NullMarked;
