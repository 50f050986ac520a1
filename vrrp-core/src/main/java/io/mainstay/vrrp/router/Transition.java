package io.mainstay.vrrp.router;

import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.StateName;

/**
 * The last change of a router's state.
 *
 * @param at when
 * @param reason why, in words for an operator
 */
public record Transition(StateName from, StateName to, Deadline at, String reason) {}
