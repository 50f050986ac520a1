/**
 * A segment with routers on it, in one thread and in virtual time: real tables, real bytes, a wire that loses, delays,
 * doubles, reorders and cuts, and a kernel per host that keeps addresses for as long as it was told. For tests only;
 * depends on vrrp-core.
 */
@NullMarked
package io.mainstay.sim;

import org.jspecify.annotations.NullMarked;
