package io.mainstay.lab.demo;

import java.io.IOException;
import java.util.List;

/** Entry of {@code lab/demo}. Exit status 0: every row kept; 1: rows lost, or a step failed; 64: usage. */
public final class DemoMain {
    private DemoMain() {}

    /** Runs the demonstration; {@code --keep} leaves the lab up until Enter. */
    public static void main(String[] args) throws IOException {
        List<String> options = List.of(args);
        boolean keep = options.equals(List.of("--keep"));
        if (!keep && !options.isEmpty()) {
            System.err.println("usage: lab/demo [--keep]");
            System.exit(64);
        }
        System.exit(run(keep) ? 0 : 1);
    }

    private static boolean run(boolean keep) throws IOException {
        try (Demo demo = Demo.open(DemoMain::print)) {
            boolean good = steps(demo);
            if (keep) {
                demo.explainTheHosts();
                int ignored = System.in.read();
            }
            return good;
        } catch (AssertionError | IllegalStateException e) {
            print("demo: it did not come up: " + e.getMessage());
            return false;
        }
    }

    private static boolean steps(Demo demo) {
        try {
            demo.run();
            return demo.report();
        } catch (AssertionError | IllegalStateException e) {
            print("demo: it stopped: " + e.getMessage());
            demo.showLogs();
            return false;
        }
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
