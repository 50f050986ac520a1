/**
 * The daemons that run on the lab's hosts: keepalived, mainstay, MariaDB, HAProxy. Called by tests, demo and benchmark; may
 * depend on {@code io.mainstay.lab}.
 */
@NullMarked
package io.mainstay.lab.server;

import org.jspecify.annotations.NullMarked;
