package io.mainstay.proxy;

import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.proxy.monitor.Monitor;
import io.mainstay.proxy.monitor.ServerHealth;
import io.netty.channel.EventLoopGroup;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxy's process. Standard input and output are the controller's channel and nothing else; the log goes to standard
 * error. Exit status: 0 drained, 2 the first line was no configuration, 3 the controller is gone, 70 a bug or no memory.
 */
public final class ProxyMain {
    private ProxyMain() {}

    /** Runs the process; takes no arguments. */
    public static void main(String[] arguments) {
        PrintStream controller = System.out;
        System.setOut(System.err); // whoever prints by mistake does not break the channel
        Logger log = LoggerFactory.getLogger("proxy");
        Runtime runtime = Runtime.getRuntime();
        Thread.setDefaultUncaughtExceptionHandler((thread, cause) -> {
            log.error("this is a bug: thread {} ended, leaving to be restarted", thread.getName(), cause);
            runtime.halt(Worker.EXIT_FATAL);
        });
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Channel channel = new Channel(controller);
        Worker worker = new Worker(commands, channel::send, MonitorChecks::new, runtime::halt, version(), log);
        runtime.halt(worker.run());
    }

    private static String version() {
        String version = ProxyMain.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /** The real checks. */
    private record MonitorChecks(Monitor monitor) implements Checks {
        MonitorChecks(EventLoopGroup group, ProxyConfig config, Consumer<List<ServerHealth>> onChange) {
            this(new Monitor(group, config, onChange));
        }

        @Override
        public void start() {
            monitor.start();
        }

        @Override
        public void reconfigure(ProxyConfig config) {
            monitor.reconfigure(config);
        }

        @Override
        public void close() {
            monitor.close();
        }
    }
}
