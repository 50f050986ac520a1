package io.mainstay.conf;

import io.mainstay.conf.model.UserConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A host named alpha, with the users root and nobody; every program can be run but those under /missing. */
class FakeEnvironment implements Environment {
    @Override
    public String configId() {
        return "alpha";
    }

    @Override
    public Map<String, String> variables() {
        return Map.of("SITE", "north", "VRRP_PASSWORD", "11223344");
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables().get(name));
    }

    @Override
    public int random(int min, int max) {
        return max;
    }

    @Override
    public boolean userExists(String user) {
        return Set.of("root", "nobody").contains(user);
    }

    @Override
    public boolean groupExists(String group) {
        return userExists(group);
    }

    @Override
    public boolean worldReadable(Path file) {
        return file.toString().endsWith("world.conf");
    }

    @Override
    public ProgramState program(String program, @Nullable UserConfig user) {
        if (program.startsWith("/missing/")) {
            return new ProgramState.Unfit(program + " does not exist");
        }
        return program.startsWith("/insecure/")
                ? new ProgramState.Insecure("/insecure may be written by others than root")
                : new ProgramState.Fit();
    }
}
