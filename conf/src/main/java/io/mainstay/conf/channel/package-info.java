/**
 * What the controller and the proxy say to each other: one JSON object a line over the proxy's standard input and
 * output, a private channel that needs no path, no permission and no cleaning up, and whose end tells each side that
 * the other is gone. Called by the controller's supervisor and by the proxy; depends on the model.
 */
@NullMarked
package io.mainstay.conf.channel;

import org.jspecify.annotations.NullMarked;
