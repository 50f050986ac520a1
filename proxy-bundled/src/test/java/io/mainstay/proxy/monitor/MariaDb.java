package io.mainstay.proxy.monitor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A private MariaDB of the distribution on a loopback port, in a folder of its own. */
final class MariaDb {
    private static final Path SERVER = Path.of("/usr/sbin/mariadbd");
    private static final long START_SECONDS = 60;

    private final Path folder;
    private final int port;
    private final Process process;

    private MariaDb(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Whether the distribution's server is installed. */
    static boolean installed() {
        return Files.isExecutable(SERVER) && Files.isExecutable(Path.of("/usr/bin/mariadb-install-db"));
    }

    /** Initialises and starts one; the folder must be empty. */
    static MariaDb start(Path folder, String... options) throws IOException, InterruptedException {
        run(
                folder,
                "mariadb-install-db",
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--datadir=" + folder.resolve("data"),
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--innodb-log-file-size=8M",
                "--innodb-buffer-pool-size=16M");
        int port = freePort();
        Process process = launch(folder, port, List.of(options));
        MariaDb server = new MariaDb(folder, port, process);
        server.awaitReady();
        return server;
    }

    private static Process launch(Path folder, int port, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                SERVER.toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--datadir=" + folder.resolve("data"),
                "--socket=" + folder.resolve("s"),
                "--pid-file=" + folder.resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--server-id=" + port,
                "--skip-name-resolve",
                "--log-bin=bin",
                "--gtid-strict-mode",
                "--innodb-log-file-size=8M",
                "--innodb-buffer-pool-size=16M"));
        command.addAll(options);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (client("SELECT 1").waitFor() != 0) {
            if (!process.isAlive() || System.nanoTime() > end) {
                stop();
                throw new IOException("mariadbd did not start: " + Files.readString(folder.resolve("log")));
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    int port() {
        return port;
    }

    /** Runs statements as root. */
    void sql(String statements) throws IOException, InterruptedException {
        Process client = client(statements);
        String output = new String(client.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (client.waitFor() != 0) {
            throw new IOException(statements + ": " + output);
        }
    }

    private Process client(String statements) throws IOException {
        return new ProcessBuilder(
                        "mariadb",
                        "--no-defaults",
                        "-uroot",
                        "-S",
                        folder.resolve("s").toString(),
                        "-e",
                        statements)
                .redirectErrorStream(true)
                .start();
    }

    /** Runs a program to its end. */
    static void run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + ": " + output);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Ends it, by force after 20 s. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
