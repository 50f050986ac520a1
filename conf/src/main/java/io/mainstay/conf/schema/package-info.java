/**
 * The one table of keys: what may stand where, its type, default, bounds, and whether Mainstay carries it out. The
 * keepalived reader, the builder and the reference page read it. Depends on the JDK only.
 */
@NullMarked
package io.mainstay.conf.schema;

import org.jspecify.annotations.NullMarked;
