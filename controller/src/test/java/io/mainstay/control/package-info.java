/** Tests of the control socket, over real sockets in temporary folders. */
@NullMarked
package io.mainstay.control;

import org.jspecify.annotations.NullMarked;
