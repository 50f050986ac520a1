/**
 * Commands and supervised children: runs a command with limits, in a process group and as a user of its own, and keeps
 * the proxy's process alive. Called by the trackers, the hooks and the controller; depends on time, the model and the
 * channel.
 */
@NullMarked
package io.mainstay.child;

import org.jspecify.annotations.NullMarked;
