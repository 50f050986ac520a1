/** Weights, rise and fall, effective priority. Pure; depends on time. */
@NullMarked
package io.mainstay.vrrp.track;

import org.jspecify.annotations.NullMarked;
