package io.mainstay.controller;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.vrrp.fsm.StateName;
import io.mainstay.vrrp.router.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesTest {
    @TempDir
    Path folder;

    private ControllerConfig config(String... names) throws IOException {
        return ConfigText.read(folder, "global_defs {\n script_user root\n}\n" + instances(names));
    }

    private String instances(String... names) throws IOException {
        StringBuilder text = new StringBuilder();
        int vrid = 50;
        for (String name : names) {
            vrid++;
            text.append("""
                    vrrp_instance %s {
                        interface lo
                        virtual_router_id %d
                        virtual_ipaddress {
                            10.9.0.%d
                        }
                        notify %s
                    }
                    """.formatted(name, vrid, vrid, hook()));
        }
        return text.toString();
    }

    private Path hook() throws IOException {
        Path hook = folder.resolve("hook");
        if (!Files.exists(hook)) {
            Files.writeString(hook, "#!/bin/sh\necho \"$*\" >> " + folder + "/heard\n");
            hook.toFile().setExecutable(true);
        }
        return hook;
    }

    private void untilHeard(String... lines) {
        Path heard = folder.resolve("heard");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Files.exists(heard) && Files.readAllLines(heard).size() >= lines.length);
        try {
            assertEquals(List.of(lines), Files.readAllLines(heard));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Command.StateChanged change(String name, StateName from, StateName to, boolean stopping) {
        return new Command.StateChanged(name, from, to, 100, "test", stopping);
    }

    private static Services services(ControllerConfig config) {
        return new Services(
                config,
                (signal, pid) -> ProcessHandle.of(Math.abs(pid)).isPresent(),
                new Mailbox(() -> {}),
                result -> {});
    }

    @Test
    void hooksHearKeepalivedsWords() throws IOException {
        try (Services services = services(config("VI_1"))) {
            services.stateChanged(change("VI_1", StateName.INIT, StateName.BACKUP, false));
            services.stateChanged(change("VI_1", StateName.BACKUP, StateName.MASTER, false));
            services.stateChanged(change("VI_1", StateName.MASTER, StateName.FAULT, false));
            services.stateChanged(change("VI_1", StateName.FAULT, StateName.INIT, true));

            untilHeard(
                    "INSTANCE VI_1 BACKUP 100",
                    "INSTANCE VI_1 MASTER 100",
                    "INSTANCE VI_1 FAULT 100",
                    "INSTANCE VI_1 STOP 100");
        }
    }

    @Test
    void instanceThatAReloadBringsHasItsHooksFromTheFirstChangeOn() throws IOException {
        try (Services services = services(config("OLD"))) {
            services.expect(config("NEW"));
            services.stateChanged(change("NEW", StateName.INIT, StateName.BACKUP, false));

            untilHeard("INSTANCE NEW BACKUP 100");
        }
    }

    @Test
    void instanceThatAReloadRemovesTellsItsEnd() throws IOException {
        try (Services services = services(config("OLD"))) {
            services.expect(config("NEW"));
            services.stateChanged(change("OLD", StateName.MASTER, StateName.INIT, true));

            untilHeard("INSTANCE OLD STOP 100");
        }
    }

    @Test
    void hooksOfASyncGroupHearKeepalivedsWords() throws IOException {
        String text = """
                global_defs {
                    script_user root
                }
                vrrp_sync_group G {
                    group {
                        VI_1
                        VI_2
                    }
                    notify_master "%s master"
                    notify %s
                }
                """.formatted(hook(), hook());
        try (Services services = services(ConfigText.read(folder, text + instances("VI_1", "VI_2")))) {
            services.groupChanged(new Command.GroupChanged("G", StateName.INIT, StateName.BACKUP, "test", false));
            services.groupChanged(new Command.GroupChanged("G", StateName.BACKUP, StateName.MASTER, "test", false));
            services.groupChanged(new Command.GroupChanged("G", StateName.MASTER, StateName.FAULT, "test", false));
            services.groupChanged(new Command.GroupChanged("G", StateName.FAULT, StateName.INIT, "test", true));

            untilHeard("GROUP G BACKUP 0", "master", "GROUP G MASTER 0", "GROUP G FAULT 0", "GROUP G STOP 0");
        }
    }

    @Test
    void instanceWithoutHooksRunsNothing() throws IOException {
        try (Services services = services(config("VI_1"))) {
            services.stateChanged(change("OTHER", StateName.BACKUP, StateName.MASTER, false));
            services.stateChanged(change("VI_1", StateName.BACKUP, StateName.MASTER, false));

            untilHeard("INSTANCE VI_1 MASTER 100");
        }
    }
}
