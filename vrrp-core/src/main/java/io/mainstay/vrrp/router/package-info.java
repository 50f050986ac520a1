/** Virtual routers around their elections: faults, trackers, peers, counters, and the table of all of them. Pure. */
@NullMarked
package io.mainstay.vrrp.router;

import org.jspecify.annotations.NullMarked;
