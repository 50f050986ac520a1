package io.mainstay.controller;

import io.mainstay.conf.model.ProxyConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the proxy's process is started: its own JVM with its own class path, never the controller's. */
final class ProxyCommandLine {
    private static final String MAIN = "io.mainstay.proxy.ProxyMain";

    private ProxyCommandLine() {}

    /**
     * The command, word by word.
     *
     * @param home the package's or the checkout's root folder, as {@code bin/mainstay} gives it
     * @return empty when the proxy is not there (a checkout that has not been built)
     */
    static Optional<List<String>> of(ProxyConfig config, Path home) {
        Path packaged = home.resolve("lib/proxy");
        Path built = home.resolve("proxy-bundled/target");
        String classPath;
        if (Files.isDirectory(packaged)) {
            classPath = packaged + "/*";
        } else if (Files.isDirectory(built.resolve("lib"))) {
            classPath = built.resolve("classes") + ":" + built.resolve("lib") + "/*";
        } else {
            return Optional.empty();
        }
        List<String> argv = new ArrayList<>();
        argv.add(
                config.java() == null
                        ? Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()
                        : config.java());
        argv.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Xms48m",
                "-Xmx192m",
                "-Xss512k",
                "-XX:MaxDirectMemorySize=512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData", // no file of its own in /tmp; two hosts that share it would share the name, too
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= 24) {
            argv.add("--sun-misc-unsafe-memory-access=allow"); // Netty's buffers
        }
        argv.addAll(config.jvmOptions());
        argv.addAll(List.of("-cp", classPath, MAIN));
        return Optional.of(List.copyOf(argv));
    }
}
