/** Tests of the command line as a user types it: arguments in, text and exit status out. */
@NullMarked
package io.mainstay.cli;

import org.jspecify.annotations.NullMarked;
