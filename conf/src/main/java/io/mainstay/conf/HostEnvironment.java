package io.mainstay.conf;

import io.mainstay.conf.model.UserConfig;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The host itself: its name, environment, users and files. */
public final class HostEnvironment implements Environment {
    private static final String ROOT = "root";
    private static final String SEARCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final UserPrincipalLookupService users = FileSystems.getDefault().getUserPrincipalLookupService();
    private final RandomGenerator random = new SecureRandom();
    private final Map<String, String> variables;
    private final String ownUser;

    /** Asks this process's environment, and its user. */
    public HostEnvironment() {
        this(System.getenv(), System.getProperty("user.name", ROOT));
    }

    HostEnvironment(Map<String, String> variables, String ownUser) {
        this.variables = Map.copyOf(variables);
        this.ownUser = ownUser;
    }

    @Override
    public String configId() {
        return hostName().split("\\.", 2)[0];
    }

    private String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return variables.getOrDefault("HOSTNAME", "localhost");
        }
    }

    @Override
    public Map<String, String> variables() {
        return variables;
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    @Override
    public int random(int min, int max) {
        return (int) random.nextLong(min, max + 1L);
    }

    @Override
    public boolean userExists(String user) {
        try {
            users.lookupPrincipalByName(user);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean groupExists(String group) {
        try {
            users.lookupPrincipalByGroupName(group);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean worldReadable(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public ProgramState program(String program, @Nullable UserConfig user) {
        try {
            Optional<Path> found = find(program);
            if (found.isEmpty()) {
                return new ProgramState.Unfit(program + " is not in the search path");
            }
            return state(found.get(), user == null ? ownUser : user.user());
        } catch (InvalidPathException e) {
            return new ProgramState.Unfit(program + " is no path: " + e.getReason());
        }
    }

    private Optional<Path> find(String program) {
        if (program.contains("/")) {
            return Optional.of(Path.of(program));
        }
        for (String directory : variables.getOrDefault("PATH", SEARCH_PATH).split(":", -1)) {
            Path candidate = Path.of(directory).resolve(program);
            if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static ProgramState state(Path path, String user) {
        try {
            Path real = path.toRealPath();
            PosixFileAttributes file = Files.readAttributes(real, PosixFileAttributes.class);
            if (!file.isRegularFile()) {
                return new ProgramState.Unfit(path + " is no ordinary file");
            }
            if (!executable(file.permissions())) {
                return new ProgramState.Unfit(path + " is not executable");
            }
            boolean asRoot = user.equals(ROOT) || user.equals("0");
            return asRoot ? security(path, real) : new ProgramState.Fit();
        } catch (IOException e) {
            return new ProgramState.Unfit(path + (Files.exists(path) ? " cannot be looked at" : " does not exist"));
        }
    }

    private static boolean executable(Set<PosixFilePermission> permissions) {
        return permissions.contains(PosixFilePermission.OWNER_EXECUTE)
                || permissions.contains(PosixFilePermission.GROUP_EXECUTE)
                || permissions.contains(PosixFilePermission.OTHERS_EXECUTE);
    }

    /**
     * Every part of the path as written and of the path as resolved: owned by root and not to be written by others. A
     * symbolic link's own mode says nothing (its directory's does), so only its owner counts: /bin may be a link.
     */
    private static ProgramState security(Path written, Path real) throws IOException {
        for (Path part : parts(written.toAbsolutePath(), real)) {
            PosixFileAttributes a = Files.readAttributes(part, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!a.owner().getName().equals(ROOT)) {
                return new ProgramState.Insecure(
                        part + " belongs to " + a.owner().getName());
            }
            if (!a.isSymbolicLink() && writable(a.permissions())) {
                return new ProgramState.Insecure(part + " may be written by others than root");
            }
        }
        return new ProgramState.Fit();
    }

    private static boolean writable(Set<PosixFilePermission> permissions) {
        return permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    private static List<Path> parts(Path... paths) {
        List<Path> parts = new ArrayList<>();
        for (Path path : paths) {
            for (Path p = path; p != null; p = p.getParent()) {
                parts.add(p);
            }
        }
        return parts.stream().distinct().toList();
    }
}
