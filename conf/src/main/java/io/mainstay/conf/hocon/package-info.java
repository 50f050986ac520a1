/**
 * HOCON to the syntax-neutral tree. Called by the configuration loader and by the channel to the proxy; depends on
 * {@code conf.text} and on the HOCON library.
 */
@NullMarked
package io.mainstay.conf.hocon;

import org.jspecify.annotations.NullMarked;
