/** The one place that wires: the loop, what it carries out, reload. May use everything below it. */
@NullMarked
package io.mainstay.controller;

import org.jspecify.annotations.NullMarked;
