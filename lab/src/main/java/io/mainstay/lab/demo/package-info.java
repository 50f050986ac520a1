/**
 * The demonstration: failovers with a writing client, told on the terminal. Started by {@code lab/demo}; may depend on the
 * lab's other packages.
 */
@NullMarked
package io.mainstay.lab.demo;

import org.jspecify.annotations.NullMarked;
