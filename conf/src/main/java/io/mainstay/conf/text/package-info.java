/** Positions, diagnostics and the syntax-neutral tree. Depends on the JDK only. */
@NullMarked
package io.mainstay.conf.text;

import org.jspecify.annotations.NullMarked;
