package io.mainstay.controller;

import io.mainstay.conf.model.ControllerConfig;

/**
 * A configuration that has been read, found without errors, and waits for the loop.
 *
 * @param config what is to hold from now on
 */
record Reload(ControllerConfig config) {}
