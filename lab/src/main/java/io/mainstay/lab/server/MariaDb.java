package io.mainstay.lab.server;

import io.mainstay.lab.Host;
import io.mainstay.lab.HostProcess;
import io.mainstay.lab.Signal;
import io.mainstay.lab.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The distribution's MariaDB on a host, port 3306, with a binary log and GTIDs; small. One thread. */
public final class MariaDb implements AutoCloseable {
    /** Accounts that every primary has; replicas get them by replication. */
    public static final String APP_USER = "app";

    public static final String APP_PASSWORD = "app-secret";
    public static final String MONITOR_USER = "monitor";
    public static final String MONITOR_PASSWORD = "monitor-secret";

    private static final Duration READY = Duration.ofSeconds(60);

    private final Host host;
    private final Path data;
    private HostProcess process;

    private MariaDb(Host host, Path data, HostProcess process) {
        this.host = host;
        this.data = data;
        this.process = process;
    }

    /**
     * Starts a server with empty tables and waits until it answers.
     *
     * @param serverId replication's, different on every server
     */
    public static MariaDb start(Host host, int serverId) {
        Path data = host.folder().resolve("mysql");
        host.sh("cp -a '" + template(host) + "' '" + data + "'").orThrow();
        host.write("my.cnf", configuration(data, serverId));
        MariaDb server = new MariaDb(host, data, launch(host));
        server.awaitReady();
        return server;
    }

    /** Makes this server a primary: the accounts, the table {@code app.rows_written}. */
    public void becomePrimary() {
        sql("""
                CREATE DATABASE app;
                CREATE TABLE app.rows_written (n BIGINT PRIMARY KEY, at TIMESTAMP(6) DEFAULT CURRENT_TIMESTAMP(6)) ENGINE=InnoDB;
                CREATE USER app@'%%' IDENTIFIED BY '%s';
                GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP ON app.* TO app@'%%';
                CREATE USER monitor@'%%' IDENTIFIED BY '%s';
                GRANT REPLICATION CLIENT, SLAVE MONITOR ON *.* TO monitor@'%%';
                CREATE USER repl@'%%' IDENTIFIED BY 'repl-secret';
                GRANT REPLICATION SLAVE ON *.* TO repl@'%%';
                """.formatted(APP_PASSWORD, MONITOR_PASSWORD));
    }

    /** Makes this server a read-only replica by GTID and waits until it follows. */
    public void follow(MariaDb primary) {
        sql("""
                CHANGE MASTER TO MASTER_HOST='%s', MASTER_USER='repl', MASTER_PASSWORD='repl-secret',
                    MASTER_CONNECT_RETRY=1, MASTER_USE_GTID=slave_pos;
                START SLAVE;
                SET GLOBAL read_only=1;
                """.formatted(primary.host.address()));
        Waiting.until(
                "replica on " + host.name(),
                READY,
                () -> sql("SHOW STATUS LIKE 'Slave_running'").endsWith("ON"));
        Waiting.until(
                "accounts on " + host.name(),
                READY,
                () -> !sql("SELECT 1 FROM mysql.global_priv WHERE user='app'").isEmpty());
    }

    /** Runs statements as root over the server's own socket. @return what came, without headings */
    public String sql(String statements) {
        return host.exec("mariadb", "--no-defaults", "-N", "-B", "-uroot", "-S", socket(), "-e", statements)
                .orThrow();
    }

    public Host host() {
        return host;
    }

    /** Kills the server. */
    public void kill() {
        process.killAll(Signal.KILL);
        process.await(READY);
    }

    /** Starts it again on the same data. */
    public void restart() {
        process.close();
        process = launch(host);
        awaitReady();
    }

    @Override
    public void close() {
        process.close();
    }

    private void awaitReady() {
        Waiting.until("MariaDB on " + host.name(), READY, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("MariaDB on " + host.name() + " has ended: " + process.output());
            }
            return Files.exists(Path.of(socket()))
                    && host.exec("mariadb-admin", "--no-defaults", "-uroot", "-S", socket(), "ping")
                                    .status()
                            == 0;
        });
    }

    private String socket() {
        return data.resolve("my.sock").toString();
    }

    private static HostProcess launch(Host host) {
        return host.start(
                "mariadbd", "mariadbd", "--defaults-file=" + host.folder().resolve("my.cnf"), "--user=root");
    }

    /** System tables take seconds to make and are always the same: made once a checkout, kept in {@code lab/.cache}. */
    private static Path template(Host host) {
        Path cache = Checkout.root().resolve("lab/.cache");
        Path template = cache.resolve("mariadb");
        if (!Files.isDirectory(template)) {
            String fresh = template + "." + ProcessHandle.current().pid();
            host.sh("""
                            mkdir -p '%s' && mariadb-install-db --no-defaults --force --user=root --datadir='%s' \
                              --auth-root-authentication-method=normal --skip-test-db --innodb-log-file-size=8M \
                              --innodb-buffer-pool-size=16M && mv -T '%s' '%s'
                            """.formatted(cache, fresh, fresh, template)).orThrow();
        }
        return template;
    }

    private static String configuration(Path data, int serverId) {
        return """
               [mariadbd]
               datadir=%1$s
               socket=%1$s/my.sock
               pid-file=%1$s/my.pid
               bind-address=0.0.0.0
               port=3306
               server-id=%2$d
               skip-name-resolve
               log-bin=bin
               log-slave-updates
               binlog-format=ROW
               gtid-strict-mode
               innodb-buffer-pool-size=32M
               innodb-log-file-size=8M
               innodb-flush-log-at-trx-commit=0
               sync-binlog=0
               performance-schema=off
               max-connections=600
               """.formatted(data, serverId);
    }
}
