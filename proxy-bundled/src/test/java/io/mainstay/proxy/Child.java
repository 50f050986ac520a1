package io.mainstay.proxy;

import static org.awaitility.Awaitility.await;

import io.mainstay.conf.channel.ChannelCodec;
import io.mainstay.conf.channel.ControllerMessage;
import io.mainstay.conf.channel.ProxyMessage;
import io.mainstay.conf.model.ProxyConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The proxy as a process of its own, with the test as its controller. */
final class Child implements AutoCloseable {
    final Process process;
    final List<ProxyMessage> said = new CopyOnWriteArrayList<>();

    Child() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dio.netty.leakDetection.level=paranoid",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.mainstay.proxy.ProxyMain")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread reader = new Thread(this::read, "child");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(ChannelCodec.decodeProxy(line));
            }
        } catch (IOException e) {
            return; // the process has ended
        }
    }

    void send(String line) throws IOException {
        OutputStream out = process.getOutputStream();
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void configure(ProxyConfig config) throws IOException {
        send(ChannelCodec.encode(new ControllerMessage.Configure(config)));
    }

    /** The last state once it is healthy; fails after 30 seconds. */
    ProxyMessage.State healthy() {
        await().atMost(Duration.ofSeconds(30)).until(() -> last().stream().anyMatch(ProxyMessage.State::healthy));
        return last().get(0);
    }

    private List<ProxyMessage.State> last() {
        return said.reversed().stream()
                .filter(m -> m instanceof ProxyMessage.State)
                .map(m -> (ProxyMessage.State) m)
                .limit(1)
                .toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
