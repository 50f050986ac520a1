/**
 * Hooks: tells the operator's scripts of changes, in order and without ever delaying the one who changes. Called by the
 * controller; depends on child and the model.
 */
@NullMarked
package io.mainstay.notify;

import org.jspecify.annotations.NullMarked;
