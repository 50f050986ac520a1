package io.mainstay.controller;

import static io.mainstay.controller.OwnNetwork.sh;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.VirtualRouterConfig;
import io.mainstay.net.IpAddress;
import io.mainstay.time.Centis;
import io.mainstay.vrrp.packet.Rejection;
import io.mainstay.vrrp.router.Counter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop on the real kernel, in a network namespace of its own. */
class LoopTest {
    @TempDir
    Path folder;

    /**
     * Version 3 in the core alone, because its adverts may be a tenth of a second apart; ten may be missed, so that a
     * busy machine is not taken for a stall.
     */
    private ControllerConfig fast(int priority) throws IOException {
        ControllerConfig config = ConfigText.read(folder, """
                vrrp_instance VI_1 {
                    interface left
                    virtual_router_id 51
                    priority %d
                    virtual_ipaddress {
                        10.9.0.100/24
                    }
                }
                """.formatted(priority));
        return new ControllerConfig(
                config.global(), config.routers().stream().map(LoopTest::fast).toList(), List.of(), null);
    }

    private static VirtualRouterConfig fast(VirtualRouterConfig c) {
        return new VirtualRouterConfig(
                c.name(),
                c.position(),
                c.interfaceName(),
                c.vrid(),
                c.priority(),
                c.startAsMaster(),
                new Centis(10),
                3,
                c.preempt(),
                c.authentication(),
                c.addresses(),
                c.excluded(),
                c.sourceAddress(),
                c.multicastGroup(),
                c.checksumAsV2(),
                c.unicast(),
                c.garp(),
                10,
                c.lowerPrioNoAdvert(),
                c.trackPrimary(),
                c.tracked(),
                c.hooks(),
                c.refused());
    }

    private ControllerConfig withPassword() throws IOException {
        return ConfigText.read(folder, """
                vrrp_instance VI_1 {
                    interface left
                    virtual_router_id 51
                    priority 100
                    advert_int 1
                    authentication {
                        auth_type PASS
                        auth_pass another
                    }
                    virtual_ipaddress {
                        10.9.0.100/24
                        10.9.0.101/24
                    }
                }
                """);
    }

    private static boolean held() throws IOException, InterruptedException {
        return sh("ip -4 -o addr show dev left").contains("10.9.0.100/24");
    }

    private static void untilHeld(boolean wanted) {
        await().atMost(Rig.LIMIT).pollInSameThread().until(() -> held() == wanted);
    }

    @Test
    void aloneItBecomesMasterAndSaysSo() throws Exception {
        OwnNetwork.run(() -> {
            try (Rig rig = new Rig(fast(100))) {
                rig.untilState("MASTER");

                assertTrue(held());
                assertEquals(List.of("INIT -> BACKUP", "BACKUP -> MASTER"), rig.states);
                assertEquals(100, rig.adverts().getFirst());
            }
        });
    }

    /** keepalived's order: the advert, the address, the announcements, and nothing waits in between. */
    @Test
    void announcementsFollowTheFirstAdvertAtOnce() throws Exception {
        OwnNetwork.run(() -> {
            try (Rig rig = new Rig(fast(100))) {
                rig.untilState("MASTER");

                List<String> said = rig.frames();
                assertEquals(
                        List.of(
                                "advert 100",
                                "announcement",
                                "announcement",
                                "announcement",
                                "announcement",
                                "announcement"),
                        said.subList(0, 6));
            }
        });
    }

    @Test
    void framesOfTheAddressesAreReadyBeforeTheyAreNeeded() throws Exception {
        OwnNetwork.run(() -> {
            try (Rig rig = new Rig(fast(100))) {
                rig.untilState("BACKUP");

                assertEquals(1, rig.announcer.ready());
                assertEquals(0, rig.announcer.sent());
            }
        });
    }

    @Test
    void releaseResignsWhileTheAddressIsThereAndRemovesItAfterwards() throws Exception {
        OwnNetwork.run(() -> {
            try (Rig rig = new Rig(fast(100))) {
                rig.untilState("MASTER");
                rig.stop();
                boolean[] there = new boolean[1];
                List<Integer> last = new ArrayList<>();
                rig.loop.release("test", () -> {
                    try {
                        there[0] = held();
                        last.addAll(rig.adverts());
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });

                assertTrue(there[0], "the proxy says goodbye while the address is still there");
                assertEquals(0, last.getLast(), "and the peer knows already");
                assertFalse(held());
            }
        });
    }

    @Test
    void linkDownIsAFaultAtOnceAndLinkUpAFreshListen() throws Exception {
        OwnNetwork.run(() -> {
            try (Rig rig = new Rig(fast(100))) {
                rig.untilState("MASTER");
                sh("ip link set left down");
                rig.untilState("FAULT");
                assertEquals(List.of("interface left is down"), rig.router().faults());
                untilHeld(false);

                sh("ip link set left up");
                rig.untilState("MASTER");

                assertEquals(
                        List.of(
                                "INIT -> BACKUP",
                                "BACKUP -> MASTER",
                                "MASTER -> FAULT",
                                "FAULT -> BACKUP",
                                "BACKUP -> MASTER"),
                        rig.states);
            }
        });
    }

    @Test
    void theProxyLearnsOfAnAddressThatLeavesBeforeItIsGone() throws Exception {
        OwnNetwork.run(() -> {
            try (Rig rig = new Rig(fast(100))) {
                rig.proxyRuns = true;
                rig.untilState("MASTER");
                rig.told.clear();
                sh("ip link set right down");
                rig.untilState("FAULT");
                untilHeld(false);
                assertEquals(List.of(List.of(IpAddress.of("10.9.0.100"))), rig.told);
            }
        });
    }

    /** The kernel tells of the removal as it tells of anybody else's. */
    @Test
    void reloadThatChangesOnlyALabelIsNoDeletionBySomebody() throws Exception {
        OwnNetwork.run(() -> {
            try (Rig rig = new Rig(labelled("left:a"))) {
                rig.untilState("MASTER");
                rig.told.clear();
                rig.mailbox.put(new Reload(labelled("left:b")));
                await().atMost(Rig.LIMIT)
                        .pollInSameThread()
                        .until(() -> sh("ip -4 -o addr show dev left").contains("left:b"));
                rig.adverts();
                await().atMost(Rig.LIMIT)
                        .pollInSameThread()
                        .until(() -> !rig.adverts().isEmpty());

                assertEquals(0, rig.router().statistics().get(Counter.ADDRESS_RESTORED));
                assertEquals(List.of(), rig.told, "sessions on it stay");
            }
        });
    }

    private ControllerConfig labelled(String label) throws IOException {
        ControllerConfig config = ConfigText.read(folder, """
                vrrp_instance VI_1 {
                    interface left
                    virtual_router_id 51
                    virtual_ipaddress {
                        10.9.0.100/24 label %s
                    }
                }
                """.formatted(label));
        return new ControllerConfig(
                config.global(), config.routers().stream().map(LoopTest::fast).toList(), List.of(), null);
    }

    @Test
    void lostCarrierIsAFaultToo() throws Exception {
        OwnNetwork.run(() -> {
            try (Rig rig = new Rig(fast(100))) {
                rig.untilState("MASTER");
                sh("ip link set right down");
                rig.untilState("FAULT");
            }
        });
    }

    @Test
    void interfaceThatVanishesIsAFaultAndItsSuccessorOfTheSameNameServes() throws Exception {
        OwnNetwork.run(() -> {
            try (Rig rig = new Rig(fast(100))) {
                rig.untilState("MASTER");
                sh("ip link del left");
                rig.untilState("FAULT");
                assertTrue(
                        rig.router().faults().contains("interface left does not exist"),
                        rig.router().faults().toString());

                OwnNetwork.wire();
                rig.untilState("MASTER");
                assertTrue(held());
            }
        });
    }

    @Test
    void addressDeletedByHandIsPutBack() throws Exception {
        OwnNetwork.run(() -> {
            try (Rig rig = new Rig(fast(100))) {
                rig.untilState("MASTER");
                sh("ip addr del 10.9.0.100/24 dev left");
                untilHeld(true);

                assertEquals("MASTER", rig.router().state().name().name());
            }
        });
    }

    @Test
    void advertWithAnotherPasswordShowsAsARejectedPeer() throws Exception {
        OwnNetwork.run(() -> {
            try (Rig rig = new Rig(withPassword())) {
                rig.untilState("BACKUP");
                rig.hear(HexFormat.of().parseHex("213364020101b85c" + "0a0900640a090065" + "7333637265747077"));
                rig.until(r -> !r.peers().isEmpty());

                assertEquals(
                        Rejection.AUTH_FAILURE, rig.router().peers().getFirst().reason());
                assertEquals(
                        "10.9.0.2", rig.router().peers().getFirst().source().toString());
            }
        });
    }

    @Test
    void randomPacketsAreCountedAndChangeNothing() throws Exception {
        OwnNetwork.run(() -> {
            try (Rig rig = new Rig(fast(100))) {
                rig.untilState("MASTER");
                Random random = new Random(112);
                for (int i = 0; i < 500; i++) {
                    byte[] message = new byte[random.nextInt(64)];
                    random.nextBytes(message);
                    if (message.length > 1) {
                        message[1] = 51;
                    }
                    rig.hear(message);
                }
                rig.until(r -> r.peers().stream().mapToLong(p -> p.rejected()).sum() > 100);

                assertEquals("MASTER", rig.router().state().name().name());
                assertEquals(2, rig.states.size());
            }
        });
    }

    @Test
    void reloadChangesThePriorityAndLeavesTheMasterMaster() throws Exception {
        OwnNetwork.run(() -> {
            try (Rig rig = new Rig(fast(100))) {
                rig.untilState("MASTER");
                Reload reload = new Reload(fast(150));
                rig.mailbox.put(reload);
                rig.until(r -> r.standing().priority() == 150);

                assertEquals(List.of(reload), rig.adopted);
                assertEquals(2, rig.states.size());
                assertTrue(held());
                rig.adverts();
                await().atMost(Rig.LIMIT)
                        .pollInSameThread()
                        .until(() -> rig.adverts().contains(150));
            }
        });
    }
}
