package io.mainstay.controller;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.mainstay.conf.channel.ChannelCodec;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.Orders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Orders of maintenance on disk: {@code maintenance.json} in the state directory, replaced whole. One thread at a time. */
final class OrdersFile {
    private static final ConfigParseOptions JSON = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);

    private final Path file;

    OrdersFile(Path stateDirectory) {
        file = stateDirectory.resolve("maintenance.json");
    }

    /**
     * What was ordered in an earlier life.
     *
     * @throws IOException when there is a file that cannot be read; the text says why
     */
    List<Input.Maintenance> load() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            Config read = ConfigFactory.parseString(Files.readString(file), JSON);
            List<Input.Maintenance> orders = new ArrayList<>();
            if (read.hasPath("everywhere")) {
                orders.add(new Input.Maintenance(null, true, read.getString("everywhere")));
            }
            for (Config each : read.getConfigList("instances")) {
                orders.add(new Input.Maintenance(each.getString("name"), true, each.getString("reason")));
            }
            return orders;
        } catch (ConfigException | IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Writes what holds now. */
    void save(Orders orders) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Path fresh = file.resolveSibling("maintenance.json.new");
        Files.writeString(fresh, text(orders) + "\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String text(Orders orders) {
        List<Map<String, Object>> instances = new ArrayList<>();
        orders.maintenance().forEach((name, reason) -> {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("name", name);
            each.put("reason", reason);
            instances.add(each);
        });
        return orders.everywhere() == null
                ? ChannelCodec.json("instances", instances)
                : ChannelCodec.json("everywhere", orders.everywhere(), "instances", instances);
    }
}
