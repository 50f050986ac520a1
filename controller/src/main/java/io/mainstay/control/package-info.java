/** The control socket and what it answers. Reads snapshots; never touches the loop. */
@NullMarked
package io.mainstay.control;

import org.jspecify.annotations.NullMarked;
