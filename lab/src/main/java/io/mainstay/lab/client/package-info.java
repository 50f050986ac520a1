/**
 * Clients that measure what a user of the virtual address sees. Called by tests, demo and benchmark; may depend on
 * {@code io.mainstay.lab} and JDBC.
 */
@NullMarked
package io.mainstay.lab.client;

import org.jspecify.annotations.NullMarked;
