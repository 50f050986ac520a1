/** Tests of the loader, the builder and their parts. */
@NullMarked
package io.mainstay.conf;

import org.jspecify.annotations.NullMarked;
