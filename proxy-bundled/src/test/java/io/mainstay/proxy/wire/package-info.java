/** Tests of the packets, in hexadecimal. */
@NullMarked
package io.mainstay.proxy.wire;

import org.jspecify.annotations.NullMarked;
