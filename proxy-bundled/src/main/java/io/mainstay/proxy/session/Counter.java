package io.mainstay.proxy.session;

/** What is counted; the label is the name that the controller shows. */
public enum Counter {
    SESSIONS_TOTAL("sessions_total"),
    BYTES_FROM_CLIENTS("bytes_from_clients"),
    BYTES_FROM_SERVERS("bytes_from_servers"),
    REFUSED_MAXCONN("refused_maxconn"),
    REFUSED_LISTENER_MAXCONN("refused_listener_maxconn"),
    REFUSED_HANDSHAKES("refused_handshakes"),
    REFUSED_QUEUE_FULL("refused_queue_full"),
    REFUSED_QUEUE_TIMEOUT("refused_queue_timeout"),
    REFUSED_CONNECT("refused_connect"),
    REFUSED_STOPPING("refused_stopping"),
    CONNECT_FAILURES("connect_failures"),
    REDISPATCHES("redispatches"),
    HANDSHAKE_TIMEOUTS("handshake_timeouts"),
    HANDSHAKES_EVICTED("handshakes_evicted"),
    CLIENT_TIMEOUTS("client_timeouts"),
    SERVER_TIMEOUTS("server_timeouts"),
    CLOSING_TIMEOUTS("closing_timeouts"),
    CLOSED_REVOKED("closed_revoked"),
    CLOSED_DRAINED("closed_drained"),
    CLOSED_ABORTED("closed_aborted"),
    CLOSED_RELEASED("closed_released"),
    CLIENT_GONE_WAITING("client_gone_waiting"),
    CLIENT_RESETS("client_resets"),
    SERVER_RESETS("server_resets"),
    BUFFER_FULL("buffer_full"),
    ACCEPT_FAILURES("accept_failures"),
    BIND_FAILURES("bind_failures");

    private final String label;

    Counter(String label) {
        this.label = label;
    }

    /** As the operator sees it. */
    public String label() {
        return label;
    }
}
