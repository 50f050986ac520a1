/**
 * The servers behind the listeners: who may serve, who is chosen, who is the writer, who waits. Called by the sessions
 * and by the wiring; depends on the health of the checks and on the configuration's records. No sockets here.
 */
@NullMarked
package io.mainstay.proxy.backend;

import org.jspecify.annotations.NullMarked;
