/**
 * The journal: every input of the core and what came of it, on disk, bounded; and its replay through the same core.
 * Written by a thread of its own; the loop only hands entries over. Depends on the core.
 */
@NullMarked
package io.mainstay.journal;

import org.jspecify.annotations.NullMarked;
