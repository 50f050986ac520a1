/** The election of one virtual router: state, event, effect, step. Pure; depends on net, time and packet. */
@NullMarked
package io.mainstay.vrrp.fsm;

import org.jspecify.annotations.NullMarked;
