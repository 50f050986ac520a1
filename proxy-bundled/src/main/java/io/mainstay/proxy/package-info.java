/**
 * The proxy's process: its main, the wiring and what it tells the controller. Started by the controller as a child, never
 * on its class path; depends on all packages below and on {@code io.mainstay.conf}.
 */
@NullMarked
package io.mainstay.proxy;

import org.jspecify.annotations.NullMarked;
