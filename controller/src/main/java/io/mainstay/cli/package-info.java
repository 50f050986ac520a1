/** The command line (picocli). */
@NullMarked
package io.mainstay.cli;

import org.jspecify.annotations.NullMarked;
