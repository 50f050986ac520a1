package io.mainstay.linux.libc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The effective capabilities of this process, as it had them when asked (proc_pid_status(5), {@code CapEff}).
 *
 * @param mask one bit per capability
 */
public record Capabilities(long mask) {
    private static final String FIELD = "CapEff:";

    /**
     * Reads those of this process.
     *
     * @throws IOException when /proc is not there
     */
    public static Capabilities effective() throws IOException {
        return parse(Files.readAllLines(Path.of("/proc/self/status")));
    }

    static Capabilities parse(List<String> status) throws IOException {
        for (String line : status) {
            if (line.startsWith(FIELD)) {
                return new Capabilities(
                        Long.parseUnsignedLong(line.substring(FIELD.length()).strip(), 16));
            }
        }
        throw new IOException("/proc/self/status: no line " + FIELD);
    }

    /** Whether this process has the capability. */
    public boolean has(Capability capability) {
        return capability.isIn(mask);
    }

    /** Those of the needed that are missing, in the order of the enum; empty when all is well. */
    public Set<Capability> missing(Collection<Capability> needed) {
        EnumSet<Capability> missing = EnumSet.noneOf(Capability.class);
        needed.stream().filter(c -> !has(c)).forEach(missing::add);
        return missing;
    }

    /** What VRRP cannot do without and this process lacks: CAP_NET_ADMIN, CAP_NET_RAW. */
    public Set<Capability> missingForVrrp() {
        return missing(List.of(Capability.CAP_NET_ADMIN, Capability.CAP_NET_RAW));
    }
}
