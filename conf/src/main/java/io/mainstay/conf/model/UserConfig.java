package io.mainstay.conf.model;

import org.jspecify.annotations.Nullable;

/**
 * Whom a command runs as.
 *
 * @param user name or number
 * @param group name or number; null for the user's own
 */
public record UserConfig(String user, @Nullable String group) {}
