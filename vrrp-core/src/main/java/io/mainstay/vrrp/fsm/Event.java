package io.mainstay.vrrp.fsm;

import io.mainstay.net.IpAddress;
import io.mainstay.vrrp.packet.Advertisement;

/** What can happen to an election. */
public sealed interface Event {
    /** It may begin: nothing is wrong and every first verdict is in. */
    record Startup() implements Event {}

    /** It ends in order. */
    record Shutdown(String reason) implements Event {}

    /** Time has passed. */
    record Tick() implements Event {}

    /** A right advertisement of another router has come in. */
    record Heard(Advertisement advertisement, IpAddress source) implements Event {}

    /** A router whose advertisements are not taken speaks as master; the addresses are not taken while it does. */
    record Overheard(IpAddress source) implements Event {}

    /** All members of the sync group are ready to be master, or are it already. */
    record GroupAgreed(String group) implements Event {}

    /** A member of the sync group is backup, so that no other one may be master. */
    record GroupYielded(String reason) implements Event {}

    /** The parameters are others than at the last event. */
    record ParametersChanged(Parameters before) implements Event {}

    /** Something that must hold does not. */
    record FaultRaised(String reason) implements Event {}

    /** The operator wants a master to become backup. */
    record Resign(String reason) implements Event {}

    /** All that must hold does. */
    record FaultCleared(String reason) implements Event {}
}
