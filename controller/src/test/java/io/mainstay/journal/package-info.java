@NullMarked
package io.mainstay.journal;

import org.jspecify.annotations.NullMarked;
