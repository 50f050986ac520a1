/** Time as values: instants on the monotonic timeline and protocol intervals. Depends on the JDK only. */
@NullMarked
package io.mainstay.time;

import org.jspecify.annotations.NullMarked;
