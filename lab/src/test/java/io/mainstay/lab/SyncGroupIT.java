package io.mainstay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.Config;
import io.mainstay.lab.server.Kind;
import io.mainstay.lab.server.Router;
import io.mainstay.lab.server.Settings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A group of two instances on each host, against keepalived and among ourselves: both addresses move, or none. */
@Tag("lab")
final class SyncGroupIT {
    private static final String SECOND_VIP = "10.77.0.101";

    /** The second member needs an interface of its own, so that it can fall out alone. */
    private static Settings settings(int priority) {
        String group = """
                vrrp_sync_group G {
                    group {
                        VI_1
                        VI_2
                    }
                }
                vrrp_instance VI_2 {
                    state BACKUP
                    interface eth0
                    virtual_router_id 52
                    priority %d
                    advert_int 1
                    virtual_ipaddress {
                        %s/24
                    }
                    track_interface {
                        side0
                    }
                }
                """.formatted(priority, SECOND_VIP);
        return new Settings("BACKUP", priority, Pair.VIP, "", List.of(), List.of(group));
    }

    private static void addSideInterface(Host host) {
        host.sh("ip link add side0 type veth peer name side1 && ip link set side0 up && ip link set side1 up")
                .orThrow();
    }

    private static boolean hasBoth(Host host) {
        return host.has(Pair.VIP) && host.has(SECOND_VIP);
    }

    private static boolean hasNone(Host host) {
        return !host.has(Pair.VIP) && !host.has(SECOND_VIP);
    }

    private static void awaitAllOn(Host master, Host backup) {
        Waiting.until(
                "both addresses on " + master.name() + " alone",
                Duration.ofSeconds(15),
                () -> hasBoth(master) && hasNone(backup));
    }

    @BothWaysRound
    void faultOfOneMemberMovesBothAddressesAndItsEndBringsThemBack(Kind first, Kind second) {
        try (Pair pair = new Pair()) {
            addSideInterface(pair.n1);
            addSideInterface(pair.n2);
            pair.router(second, pair.n2, settings(100));
            awaitAllOn(pair.n2, pair.n1);
            pair.router(first, pair.n1, settings(150));
            awaitAllOn(pair.n1, pair.n2);
            pair.n1.sh("ip link set side0 down").orThrow();
            awaitAllOn(pair.n2, pair.n1);
            pair.n1.sh("ip link set side0 up").orThrow();
            awaitAllOn(pair.n1, pair.n2);
        }
    }

    @BothWaysRound
    void healedSplitLeavesBothAddressesOnOneHost(Kind first, Kind second) {
        try (Pair pair = new Pair()) {
            addSideInterface(pair.n1);
            addSideInterface(pair.n2);
            pair.router(first, pair.n1, settings(150));
            awaitAllOn(pair.n1, pair.n2);
            Router lower = pair.router(second, pair.n2, settings(100));
            pair.lab.isolate(pair.n1);
            Waiting.until("two masters apart", Duration.ofSeconds(15), () -> hasBoth(pair.n1) && hasBoth(pair.n2));
            pair.lab.rejoin(pair.n1);
            awaitAllOn(pair.n1, pair.n2);
            lower.stop();
            Waiting.holds("both addresses", Duration.ofSeconds(2), () -> hasBoth(pair.n1));
        }
    }

    @Test
    @Timeout(90)
    void groupIsShownAndItsHooksHearIt() {
        try (Pair pair = new Pair()) {
            addSideInterface(pair.n1);
            String heard = pair.n1.folder().resolve("heard").toString();
            String hook = pair.n1
                    .write("hook", "#!/bin/sh\necho \"$*\" >> " + heard + "\n")
                    .toString();
            pair.n1.exec("chmod", "755", hook).orThrow();
            String text =
                    settings(150).text().replace("vrrp_sync_group G {", "vrrp_sync_group G {\n    notify " + hook);
            try (Node node = Node.start(pair.n1, text)) {
                node.awaitState("VI_2", "MASTER");
                node.awaitState("VI_1", "MASTER");
                pair.n1.sh("ip link set side0 down").orThrow();
                node.await(
                        "VI_1 in fault with its group",
                        "VI_1",
                        i -> i.getStringList("faults")
                                .equals(List.of("vrrp_sync_group G: VI_2: interface side0: interface side0 is down")));
                Config group = Node.one(node.status().getConfigList("syncGroups"), "name", "G");
                assertEquals("FAULT", group.getString("state"));
                node.stop();
                assertEquals(
                        List.of("GROUP G BACKUP 0", "GROUP G MASTER 0", "GROUP G FAULT 0", "GROUP G STOP 0"),
                        pair.n1.sh("cat " + heard).orThrow().lines().toList());
            }
        }
    }
}
