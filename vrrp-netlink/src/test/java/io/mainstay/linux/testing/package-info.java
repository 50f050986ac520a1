/** A network namespace for a test, and a wire in it. */
@NullMarked
package io.mainstay.linux.testing;

import org.jspecify.annotations.NullMarked;
