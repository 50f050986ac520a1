package io.mainstay.linux.link;

import static io.mainstay.linux.testing.Namespace.sh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.linux.libc.LibC;
import io.mainstay.linux.poll.Poller;
import io.mainstay.linux.testing.Namespace;
import io.mainstay.net.Cidr;
import io.mainstay.net.LinkIndex;
import io.mainstay.net.MacAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class KernelMonitorTest {
    private static final Cidr VIP = Cidr.of("10.0.0.5/24");

    private final LibC libc = LibC.load();

    private interface Body {
        void run(KernelMonitor monitor, Addresses addresses, LinkIndex left) throws Exception;
    }

    private void onWire(int queueBytes, Body body) throws Exception {
        Namespace.run(() -> {
            Namespace.wire();
            try (NetlinkSocket socket = NetlinkSocket.open(libc);
                    KernelMonitor monitor = KernelMonitor.open(libc, queueBytes)) {
                body.run(monitor, new Addresses(socket), AddressesTest.index(socket, "left"));
            }
        });
    }

    @Test
    void linkDownAndUpAreSeen() throws Exception {
        onWire(KernelMonitor.QUEUE_LIMIT_BYTES, (monitor, addresses, left) -> {
            sh("ip link set left down");
            assertEquals(
                    false,
                    changed(monitor, l -> l.index().equals(left) && !l.up()).running());

            sh("ip link set left up");
            Link up = changed(monitor, l -> l.index().equals(left) && l.up() && l.running());
            assertEquals("left", up.name());
            assertEquals(MacAddress.of("02:00:00:00:00:0a"), up.mac());
            assertEquals(1500, up.mtu());
            assertTrue(up.multicast());
        });
    }

    @Test
    void lostCarrierIsUpButNotRunning() throws Exception {
        onWire(KernelMonitor.QUEUE_LIMIT_BYTES, (monitor, addresses, left) -> {
            sh("ip link set right down");

            changed(monitor, l -> l.index().equals(left) && l.up() && !l.running());
        });
    }

    @Test
    void deletedInterfaceIsSeen() throws Exception {
        onWire(KernelMonitor.QUEUE_LIMIT_BYTES, (monitor, addresses, left) -> {
            sh("ip link del left");

            await(monitor, new KernelEvent.LinkGone(left, "left")::equals);
        });
    }

    @Test
    void leavingABridgeIsNotGoing() throws Exception {
        onWire(KernelMonitor.QUEUE_LIMIT_BYTES, (monitor, addresses, left) -> {
            sh("ip link add name bridge0 type bridge; ip link set left master bridge0;"
                    + " ip link set left nomaster; ip link del bridge0");

            await(monitor, e -> {
                assertTrue(
                        !(e instanceof KernelEvent.LinkGone gone) || gone.name().equals("bridge0"), e.toString());
                return e instanceof KernelEvent.LinkGone;
            });
        });
    }

    @Test
    void addressesAreSeenWhoeverChangesThem() throws Exception {
        onWire(KernelMonitor.QUEUE_LIMIT_BYTES, (monitor, addresses, left) -> {
            addresses.add(left, AddressSpec.of(VIP), Duration.ofSeconds(60));
            await(monitor, new KernelEvent.AddressAdded(left, VIP, false)::equals);

            addresses.renew(left, AddressSpec.of(VIP), Duration.ZERO);
            await(monitor, new KernelEvent.AddressAdded(left, VIP, true)::equals);

            sh("ip addr del 10.0.0.5/24 dev left");
            await(monitor, new KernelEvent.AddressRemoved(left, VIP)::equals);
        });
    }

    @Test
    void addressWhoseLifetimePassedIsSeenToGo() throws Exception {
        onWire(KernelMonitor.QUEUE_LIMIT_BYTES, (monitor, addresses, left) -> {
            addresses.add(left, AddressSpec.of(VIP), Duration.ofSeconds(1));

            await(monitor, new KernelEvent.AddressRemoved(left, VIP)::equals);
        });
    }

    @Test
    void overrunIsSaidOnceAndTheSubscriptionGoesOn() throws Exception {
        onWire(1, (monitor, addresses, left) -> { // the kernel makes its smallest buffer of it
            for (int i = 0; i < 50; i++) {
                addresses.add(left, AddressSpec.of(VIP), Duration.ZERO);
                addresses.remove(left, VIP);
            }
            await(monitor, KernelEvent.Overrun.class::isInstance);
            while (!monitor.receive().isEmpty()) {}
            assertEquals(1, monitor.overruns());

            addresses.add(left, AddressSpec.of(VIP), Duration.ZERO);
            await(monitor, new KernelEvent.AddressAdded(left, VIP, true)::equals);
        });
    }

    @Test
    void nothingHasComeIsAnEmptyList() throws Exception {
        onWire(KernelMonitor.QUEUE_LIMIT_BYTES, (monitor, addresses, left) -> {
            while (!monitor.receive().isEmpty()) {}

            assertEquals(List.of(), monitor.receive());
        });
    }

    private Link changed(KernelMonitor monitor, Predicate<Link> which) throws Exception {
        KernelEvent event = await(monitor, e -> e instanceof KernelEvent.LinkChanged(Link link) && which.test(link));
        return ((KernelEvent.LinkChanged) event).link();
    }

    private KernelEvent await(KernelMonitor monitor, Predicate<KernelEvent> which) throws Exception {
        try (Poller poller = new Poller(libc)) {
            poller.add(monitor.descriptor(), monitor);
            while (!poller.await(Duration.ofSeconds(5)).isEmpty()) {
                for (KernelEvent event : monitor.receive()) {
                    if (which.test(event)) {
                        return event;
                    }
                }
            }
            throw new AssertionError("not seen within 5 s");
        }
    }
}
