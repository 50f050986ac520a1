package io.mainstay.conf.model;

import io.mainstay.conf.text.Position;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The supervised proxy: section {@code proxy}. HAProxy's words where HAProxy has one, MySQL's where MySQL has one.
 *
 * @param position where the section stands
 * @param listeners what it listens on, at least one
 * @param servers the databases, at least one
 * @param check how the databases are checked
 * @param timeouts how long it waits for what
 * @param limits what it takes at most
 * @param onMarkedDown what happens to the sessions of a server that goes down
 * @param threads event loops, 1..64
 * @param trackWeight {@code track_proxy.weight}: 0 means an unhealthy proxy is a fault; else -253..253, as a script's
 * @param track false when {@code track_proxy = off}: the instances ignore the proxy
 * @param user whom the proxy's process runs as; null for the controller's own
 * @param java the Java launcher; null for the controller's own
 * @param jvmOptions options of the proxy's JVM, after the program's own
 */
public record ProxyConfig(
        Position position,
        List<Listener> listeners,
        List<Server> servers,
        Check check,
        Timeouts timeouts,
        Limits limits,
        OnMarkedDown onMarkedDown,
        int threads,
        int trackWeight,
        boolean track,
        @Nullable UserConfig user,
        @Nullable String java,
        List<String> jvmOptions) {
    public ProxyConfig {
        listeners = List.copyOf(listeners);
        servers = List.copyOf(servers);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** Whom a listener serves. */
    public enum Role {
        /** Exactly one server at a time, one that may be written. */
        WRITER,
        /** All healthy readers; the writer too where {@link Listener#writerIsReader} says so. */
        READER,
        /** All servers that answer, whatever they say about writing: what a TCP balancer does. */
        ANY
    }

    /** How a server is chosen among those that may serve. */
    public enum Balance {
        /** In turn, by weight. */
        ROUNDROBIN,
        /** The fewest sessions per weight; in turn among equals. */
        LEASTCONN,
        /** The first in the order of the file that has a free slot. */
        FIRST,
        /** By a hash of the client's address and the weights. */
        SOURCE
    }

    /** What a check asks. */
    public enum CheckType {
        /** Connects only ({@code check} without an option). */
        TCP,
        /** Reads the greeting, and logs in without a password if a user is given (HAProxy's {@code mysql-check}). */
        MYSQL_CHECK,
        /** Asks by HTTP, 2xx and 3xx are good ({@code httpchk}; the seeds' script on port 9200). */
        HTTPCHK,
        /** Logs in with the monitor account and asks for read_only, super_read_only and replication lag. */
        MYSQL
    }

    /** Transport security towards a database. */
    public enum Tls {
        DISABLED,
        PREFERRED,
        REQUIRED,
        VERIFY_CA,
        VERIFY_IDENTITY
    }

    /** What happens to the sessions of a server that is marked down. */
    public enum OnMarkedDown {
        /** Closed at once, with a MySQL error packet where the protocol allows one. */
        SHUTDOWN_SESSIONS,
        /** Left alone until they end by themselves. */
        NONE
    }

    /**
     * Where clients connect.
     *
     * @param bindAddress literal address, or {@code *} for all of IPv4 and IPv6; bound with IP_FREEBIND, so a VIP that
     *     is not there yet can be named
     * @param port 1..65535
     * @param balance not used by {@link Role#WRITER}, which has one server at a time
     * @param servers names of the servers behind it, in order of preference for a writer; never empty
     * @param writerIsReader whether the present writer also serves a reader listener
     * @param maxconn sessions on this listener at most
     */
    public record Listener(
            String name,
            Position position,
            Role role,
            String bindAddress,
            int port,
            Balance balance,
            List<String> servers,
            boolean writerIsReader,
            int maxconn) {
        public Listener {
            servers = List.copyOf(servers);
        }
    }

    /**
     * A database.
     *
     * @param host literal address or host name
     * @param weight 0..256; 0 takes no new sessions
     * @param backup serves only while no other server can
     * @param maxconn sessions at most, 0 for no limit; more wait in its queue
     * @param maxqueue how many may wait, 0 for no limit
     */
    public record Server(
            String name,
            Position position,
            String host,
            int port,
            int weight,
            boolean backup,
            int maxconn,
            int maxqueue) {}

    /**
     * How the databases are checked; HAProxy's names and arithmetic.
     *
     * @param port where the check connects; 0 for the server's own
     * @param inter interval while up
     * @param fastinter interval while going up or down, or not yet checked
     * @param downinter interval while down
     * @param rise consecutive successes to come up
     * @param fall consecutive failures to go down
     * @param timeout how long one check may take
     * @param user monitor account; null for none
     * @param password its password; null for none
     * @param tls towards the database, for {@link CheckType#MYSQL}
     * @param tlsCa file with the certificate authorities in PEM; null for the system's
     * @param maxReplicationLag a reader further behind serves no reads; zero for no limit
     * @param httpMethod {@code OPTIONS}
     * @param httpUri {@code /}
     */
    public record Check(
            CheckType type,
            int port,
            Duration inter,
            Duration fastinter,
            Duration downinter,
            int rise,
            int fall,
            Duration timeout,
            @Nullable String user,
            @Nullable Secret password,
            Tls tls,
            @Nullable String tlsCa,
            Duration maxReplicationLag,
            String httpMethod,
            String httpUri) {}

    /**
     * How long the proxy waits.
     *
     * @param connect for one TCP connection to a server
     * @param client for a silent client; zero for ever
     * @param server for a silent server; zero for ever
     * @param queue for a free slot
     * @param handshake from accepting a client to its last handshake packet
     * @param drain for sessions to end at an orderly stop
     * @param retries connection attempts after the first; the last one, or all under {@code redispatch}, elsewhere
     */
    public record Timeouts(
            Duration connect,
            Duration client,
            Duration server,
            Duration queue,
            Duration handshake,
            Duration drain,
            int retries,
            boolean redispatch) {}

    /**
     * What the proxy takes at most.
     *
     * @param maxconn sessions in all
     * @param handshakes clients that have not finished their handshake
     * @param bufferBytes bytes held per direction of a session before reading stops
     */
    public record Limits(int maxconn, int handshakes, int bufferBytes) {}
}
