package io.mainstay.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.Orders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersFileTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void ordersComeBackAsTheyWere() throws IOException {
        OrdersFile file = new OrdersFile(folder.resolve("state"));
        file.save(new Orders("all \"of\"\nthem", Map.of("A.1", "x", "B", "y"), Map.of()));
        assertEquals(
                Set.of(
                        new Input.Maintenance(null, true, "all \"of\"\nthem"),
                        new Input.Maintenance("A.1", true, "x"),
                        new Input.Maintenance("B", true, "y")),
                new HashSet<>(file.load()));
        Path path = folder.resolve("state/maintenance.json");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        file.save(Orders.NONE);
        assertEquals(List.of(), file.load());
    }

    @Test
    void missingFileIsNoOrder() throws IOException {
        assertEquals(List.of(), new OrdersFile(folder.resolve("nowhere")).load());
    }

    @Test
    void fileThatCannotBeReadIsNamed() throws IOException {
        Path path = Files.writeString(folder.resolve("maintenance.json"), "{ torn");
        IOException e = assertThrows(IOException.class, () -> new OrdersFile(folder).load());
        assertTrue(String.valueOf(e.getMessage()).startsWith(path + ": "), e::getMessage);
    }
}
