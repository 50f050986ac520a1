/** Tests of the health checks: pure parts, byte scripts, and real servers on loopback ports. */
@NullMarked
package io.mainstay.proxy.monitor;

import org.jspecify.annotations.NullMarked;
