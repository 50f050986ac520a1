/** Addresses and identifiers as values that cannot hold a wrong number. Depends on the JDK only. */
@NullMarked
package io.mainstay.net;

import org.jspecify.annotations.NullMarked;
