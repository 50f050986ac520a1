package io.mainstay.conf;

import io.mainstay.conf.hocon.HoconReader;
import io.mainstay.conf.keepalived.KeepalivedReader;
import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import io.mainstay.conf.text.Position;
import io.mainstay.conf.text.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files to the model. Never throws for what files hold, and never stops at the first problem. Any thread. */
public final class ConfigLoader {
    private ConfigLoader() {}

    /** Reads the files as one configuration; each one's syntax is told by its content, see {@link Syntax#of}. */
    public static Loaded load(List<Path> files, Environment host) {
        return load(files, null, host);
    }

    /**
     * Reads the files as one configuration.
     *
     * @param files in order; what the later ones say is added to the earlier ones
     * @param syntax the syntax of all of them; null to tell each by its content
     * @param host the host that the configuration is for
     */
    public static Loaded load(List<Path> files, @Nullable Syntax syntax, Environment host) {
        Diagnostics diagnostics = new Diagnostics();
        List<Node> statements = new ArrayList<>();
        boolean complete = !files.isEmpty();
        for (Path file : files) {
            Optional<Node> tree = read(file, syntax, host, diagnostics);
            tree.ifPresent(t -> statements.addAll(t.children()));
            tree.ifPresent(t -> secrecy(file, t, host, diagnostics));
            complete &= tree.isPresent();
        }
        String name = files.isEmpty() ? "(no file)" : files.getFirst().toString();
        Position start = new Position(name, 0, 0);
        ControllerConfig config =
                new ConfigBuilder(new Node("", List.of(), statements, true, start), host, diagnostics).build();
        boolean empty = config.routers().isEmpty() && config.proxy() == null;
        if (complete && empty) {
            diagnostics.error(start, "", "nothing to run: no vrrp_instance that can be read, and no proxy");
        }
        return new Loaded(complete && !empty ? config : null, diagnostics.list());
    }

    private static Optional<Node> read(Path file, @Nullable Syntax syntax, Environment host, Diagnostics diagnostics) {
        Optional<String> text = TextFile.read(file, new Position(file.toString(), 0, 0), diagnostics);
        return text.flatMap(t -> switch (syntax == null ? Syntax.of(t) : syntax) {
            case KEEPALIVED -> Optional.of(new KeepalivedReader(host).read(file, t, diagnostics));
            case HOCON -> Optional.ofNullable(HoconReader.read(file.toString(), t, host.variables(), diagnostics));
        });
    }

    private static void secrecy(Path file, Node tree, Environment host, Diagnostics diagnostics) {
        if (holdsSecret(tree) && host.worldReadable(file)) {
            diagnostics.warn(
                    new Position(file.toString(), 0, 0),
                    "",
                    "everybody may read this file, and it holds a" + " password (expected: mode 0640 or 0600)");
        }
    }

    private static boolean holdsSecret(Node node) {
        return node.name().equals("auth_pass")
                || node.name().equals("password")
                || node.children().stream().anyMatch(ConfigLoader::holdsSecret);
    }
}
