package io.mainstay.conf.schema;

import static io.mainstay.conf.schema.Block.GARP_GROUP;
import static io.mainstay.conf.schema.Key.key;

import java.util.List;

/** Keys of {@code garp_group}. */
public final class PacingKeys {
    public static final Key GARP_INTERVAL = key(
                    GARP_GROUP,
                    "garp_interval",
                    Type.SECONDS,
                    "0",
                    "Between two gratuitous ARP of the group; 0 for no pause.")
            .within("0", "60");
    public static final Key GNA_INTERVAL = key(
                    GARP_GROUP,
                    "gna_interval",
                    Type.SECONDS,
                    "0",
                    "Between two unsolicited neighbour advertisements of the group; 0 for no pause.")
            .within("0", "60");
    public static final Key INTERFACE = key(GARP_GROUP, "interface", Type.WORD, "", "The interface, where it is one.");
    public static final Key INTERFACES =
            key(GARP_GROUP, "interfaces", Type.LIST, "", "The interfaces that share the pace.");

    private PacingKeys() {}

    static List<Key> all() {
        return List.of(GARP_INTERVAL, GNA_INTERVAL, INTERFACE, INTERFACES);
    }
}
