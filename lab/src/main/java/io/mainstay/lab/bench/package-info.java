/**
 * Figures beside keepalived's and HAProxy's, taken in one run, rounds interleaved. Started by {@code lab/bench}; may depend
 * on the lab's other packages.
 */
@NullMarked
package io.mainstay.lab.bench;

import org.jspecify.annotations.NullMarked;
