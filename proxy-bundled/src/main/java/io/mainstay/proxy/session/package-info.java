/**
 * Clients: listeners, admission, and sessions that carry bytes between a client and a server on one event loop. Called
 * by the wiring; depends on {@code backend} and {@code wire}. What a session does with the bytes hides behind {@link
 * io.mainstay.proxy.session.Session}, so that protocol-aware ones can take the place of the pass-through.
 */
@NullMarked
package io.mainstay.proxy.session;

import org.jspecify.annotations.NullMarked;
