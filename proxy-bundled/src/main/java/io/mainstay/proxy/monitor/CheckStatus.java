package io.mainstay.proxy.monitor;

/** A check's outcome in HAProxy's spelling: layer, then OK, time-out, no connection, wrong response, bad status. */
enum CheckStatus {
    L4OK,
    L4TOUT,
    L4CON,
    L6TOUT,
    L6RSP,
    L7OK,
    L7TOUT,
    L7RSP,
    L7STS
}
