/** Tests of the what-if. */
@NullMarked
package io.mainstay.rehearse;

import org.jspecify.annotations.NullMarked;
