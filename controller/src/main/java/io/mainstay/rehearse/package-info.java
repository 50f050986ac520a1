/**
 * What-if: the real configurations of some hosts run through the core in virtual time, with failures put in. Called by
 * the command line; opens no socket, reads no clock, starts no process. Depends on the core and the model.
 */
@NullMarked
package io.mainstay.rehearse;

import org.jspecify.annotations.NullMarked;
