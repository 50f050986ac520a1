package io.mainstay.conf.schema;

import static io.mainstay.conf.schema.Block.PROXY;
import static io.mainstay.conf.schema.Block.PROXY_CHECK;
import static io.mainstay.conf.schema.Block.PROXY_LIMITS;
import static io.mainstay.conf.schema.Block.PROXY_LISTENER;
import static io.mainstay.conf.schema.Block.PROXY_SERVER;
import static io.mainstay.conf.schema.Block.PROXY_TIMEOUTS;
import static io.mainstay.conf.schema.Block.PROXY_TRACK;
import static io.mainstay.conf.schema.Key.key;

import java.util.List;
import java.util.stream.Stream;

/** Keys of {@code proxy} and what stands in it; the reader of that section holds their values to these bounds. */
final class ProxyKeys {
    private ProxyKeys() {}

    static List<Key> all() {
        return Stream.of(top(), servers(), listeners(), check(), timeouts(), limits())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Key> top() {
        return List.of(
                key(PROXY, "threads", Type.NUMBER, "2", "Event loops.")
                        .within("1", "64")
                        .restart(),
                key(
                        PROXY,
                        "track_proxy",
                        Type.BLOCK,
                        "",
                        "off: the instances do not look at the proxy. A block: how they do."),
                key(
                                PROXY_TRACK,
                                "weight",
                                Type.NUMBER,
                                "0",
                                "0: a proxy that does not serve is a FAULT of every instance."
                                        + " Else as a script's weight.")
                        .within("-253", "253"),
                key(
                        PROXY,
                        "on_marked_down",
                        Type.CHOICE,
                        "shutdown-sessions",
                        "What happens to the sessions of a server that goes down: shutdown-sessions or none."),
                key(PROXY, "servers", Type.BLOCK, "", "The databases, each a block under its name. At least one."),
                key(PROXY, "default_server", Type.BLOCK, "", "What a server does not say itself."),
                key(
                        PROXY,
                        "listeners",
                        Type.BLOCK,
                        "",
                        "Where clients connect, each a block under its name. At least one."),
                key(PROXY, "check", Type.BLOCK, "", "How the databases are checked."),
                key(PROXY, "timeouts", Type.BLOCK, "", "How long the proxy waits."),
                key(PROXY, "limits", Type.BLOCK, "", "What it takes at most."),
                key(PROXY, "user", Type.USER, "", "Whom the proxy runs as; without it Mainstay's own user.")
                        .restart(),
                key(PROXY, "java", Type.WORD, "", "The Java launcher; without it Mainstay's own.")
                        .restart(),
                key(PROXY, "jvm_options", Type.LIST, "", "Options for the proxy's JVM, after Mainstay's own.")
                        .restart());
    }

    private static List<Key> servers() {
        return List.of(
                key(PROXY_SERVER, "address", Type.WORD, "", "HOST:PORT; the port is 3306 if left out. Required."),
                key(PROXY_SERVER, "weight", Type.NUMBER, "100", "Its share of the sessions; 0 takes no new ones.")
                        .within("0", "256"),
                key(PROXY_SERVER, "backup", Type.FLAG, "off", "Serves only while no other server can."),
                key(PROXY_SERVER, "maxconn", Type.NUMBER, "0", "Sessions at most, more wait; 0 for no limit.")
                        .within("0", "1000000"),
                key(PROXY_SERVER, "maxqueue", Type.NUMBER, "128", "How many may wait; 0 for no limit.")
                        .within("0", "1000000"));
    }

    private static List<Key> listeners() {
        return List.of(
                key(
                        PROXY_LISTENER,
                        "bind",
                        Type.WORD,
                        "",
                        "ADDRESS:PORT or *:PORT; the address need not be there yet." + " Required."),
                key(
                        PROXY_LISTENER,
                        "role",
                        Type.CHOICE,
                        "writer",
                        "writer: exactly one server at a time, one that may be written. reader: all that may be read. any:"
                                + " all that answer."),
                key(
                        PROXY_LISTENER,
                        "balance",
                        Type.CHOICE,
                        "leastconn",
                        "roundrobin, leastconn, first or source. A writer has one server and does not balance."),
                key(
                        PROXY_LISTENER,
                        "servers",
                        Type.LIST,
                        "",
                        "Names of the servers behind it, in order of preference for a writer; without it all."),
                key(
                        PROXY_LISTENER,
                        "writer_is_reader",
                        Type.FLAG,
                        "on",
                        "Whether the present writer serves a reader listener too."),
                key(PROXY_LISTENER, "maxconn", Type.NUMBER, "", "Sessions at most; without it the limit of the proxy.")
                        .within("1", "1000000"));
    }

    private static List<Key> check() {
        return List.of(
                key(
                        PROXY_CHECK,
                        "type",
                        Type.CHOICE,
                        "",
                        "mysql (logs in, asks read_only and replication lag), mysql-check (reads the greeting), httpchk, or"
                                + " tcp. Without it mysql where a user is given, else mysql-check."),
                key(PROXY_CHECK, "port", Type.NUMBER, "", "Where it connects: 9200 for httpchk, else the server's own.")
                        .within("0", "65535"),
                key(PROXY_CHECK, "inter", Type.DURATION, "2s", "Between two checks of a server that is up."),
                key(
                        PROXY_CHECK,
                        "fastinter",
                        Type.DURATION,
                        "500ms",
                        "The same while it goes up or down; at most inter."),
                key(PROXY_CHECK, "downinter", Type.DURATION, "", "The same while it is down; without it inter."),
                key(PROXY_CHECK, "rise", Type.NUMBER, "2", "Successes in a row to come up.")
                        .within("1", "1000"),
                key(PROXY_CHECK, "fall", Type.NUMBER, "3", "Failures in a row to go down.")
                        .within("1", "1000"),
                key(PROXY_CHECK, "timeout", Type.DURATION, "", "How long one check may take; without it inter."),
                key(PROXY_CHECK, "user", Type.WORD, "", "The monitor account."),
                key(PROXY_CHECK, "password", Type.SECRET, "", "Its password."),
                key(PROXY_CHECK, "password_file", Type.WORD, "", "A file with the password, instead of password."),
                key(
                        PROXY_CHECK,
                        "tls",
                        Type.CHOICE,
                        "preferred",
                        "disabled, preferred, required, verify-ca or verify-identity."),
                key(PROXY_CHECK, "tls_ca", Type.WORD, "", "Certificate authorities, PEM; without it the system's."),
                key(
                        PROXY_CHECK,
                        "max_replication_lag",
                        Type.DURATION,
                        "10s",
                        "A reader further behind serves no reads; 0 for no limit."),
                key(PROXY_CHECK, "http_method", Type.WORD, "OPTIONS", "The method of httpchk."),
                key(PROXY_CHECK, "http_uri", Type.WORD, "/", "The path of httpchk."));
    }

    private static List<Key> timeouts() {
        return List.of(
                key(PROXY_TIMEOUTS, "connect", Type.DURATION, "5s", "For one connection to a server."),
                key(PROXY_TIMEOUTS, "client", Type.DURATION, "0s", "For a silent client; 0 for ever."),
                key(PROXY_TIMEOUTS, "server", Type.DURATION, "0s", "For a silent server; 0 for ever."),
                key(PROXY_TIMEOUTS, "queue", Type.DURATION, "5s", "For a free slot."),
                key(PROXY_TIMEOUTS, "handshake", Type.DURATION, "10s", "For a client to log in."),
                key(PROXY_TIMEOUTS, "drain", Type.DURATION, "30s", "For sessions to end at an orderly stop."),
                key(PROXY_TIMEOUTS, "retries", Type.NUMBER, "3", "Connection attempts after the first.")
                        .within("0", "100"),
                key(PROXY_TIMEOUTS, "redispatch", Type.FLAG, "on", "Retry on another server."));
    }

    private static List<Key> limits() {
        return List.of(
                key(PROXY_LIMITS, "maxconn", Type.NUMBER, "4000", "Sessions in all.")
                        .within("1", "1000000"),
                key(PROXY_LIMITS, "handshakes", Type.NUMBER, "500", "Clients that have not logged in yet.")
                        .within("1", "1000000"),
                key(
                        PROXY_LIMITS,
                        "buffer",
                        Type.SIZE,
                        "64KiB",
                        "Held per direction of a session before reading stops."));
    }
}
