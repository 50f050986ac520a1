/** Metrics in Prometheus' text format and health, over HTTP. Reads snapshots; never touches the loop. */
@NullMarked
package io.mainstay.metrics;

import org.jspecify.annotations.NullMarked;
