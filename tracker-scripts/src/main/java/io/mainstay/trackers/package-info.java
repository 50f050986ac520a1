/**
 * Watches what the configuration names and says how it is: scripts, processes, files. Called by the controller, which
 * feeds links and the proxy itself; depends on child, the model and the verdicts.
 */
@NullMarked
package io.mainstay.trackers;

import org.jspecify.annotations.NullMarked;
