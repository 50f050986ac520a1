/** The configuration as immutable records, checked where they are made. What everyone else reads. */
@NullMarked
package io.mainstay.conf.model;

import org.jspecify.annotations.NullMarked;
