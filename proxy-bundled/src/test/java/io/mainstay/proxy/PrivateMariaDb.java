package io.mainstay.proxy;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A mariadbd of the distribution with its own folder and a port of its own on loopback. */
final class PrivateMariaDb implements AutoCloseable {
    private final int port;
    private final Process process;

    PrivateMariaDb(Path folder) throws IOException, InterruptedException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> user = System.getProperty("user.name").equals("root") ? List.of("--user=root") : List.of();
        Path data = folder.resolve("data");
        Process install = start(
                folder,
                user,
                "mariadb-install-db",
                "--no-defaults",
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--innodb-log-file-size=8M");
        install.waitFor();
        process = start(
                folder,
                user,
                "/usr/sbin/mariadbd",
                "--no-defaults",
                "--datadir=" + data,
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + folder.resolve("s"),
                "--skip-name-resolve",
                "--innodb-buffer-pool-size=16M",
                "--max-allowed-packet=16M");
        await().atMost(Duration.ofSeconds(60)).until(this::answers);
    }

    private static Process start(Path folder, List<String> user, String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(user);
        return new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getInputStream().read() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
