package io.mainstay.linux.link;

import static io.mainstay.linux.testing.Namespace.sh;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.linux.libc.Errno;
import io.mainstay.linux.libc.LibC;
import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.linux.testing.Namespace;
import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import java.time.Duration;
import java.util.List;
import org.awaitility.pollinterval.FixedPollInterval;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static final Duration FOREVER = Duration.ZERO;
    private static final Cidr VIP = Cidr.of("10.0.0.5/24");

    private final LibC libc = LibC.load();

    private interface Body {
        void run(Addresses addresses, LinkIndex left) throws Exception;
    }

    private void onLeft(Body body) throws Exception {
        Namespace.run(() -> {
            Namespace.wire();
            try (NetlinkSocket socket = NetlinkSocket.open(libc)) {
                body.run(new Addresses(socket), index(socket, "left"));
            }
        });
    }

    static LinkIndex index(NetlinkSocket socket, String name) throws SystemCallException {
        return new Links(socket)
                .dump().stream()
                        .filter(l -> l.name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .index();
    }

    @Test
    void labelScopeAndBroadcastAreAsAskedFor() throws Exception {
        onLeft((addresses, left) -> {
            addresses.add(left, new AddressSpec(VIP, "left:vip", 253, IpAddress.of("10.0.0.255")), FOREVER);

            String shown = sh("ip -d addr show dev left");
            assertTrue(shown.contains("inet 10.0.0.5/24 brd 10.0.0.255 scope link left:vip\n"), shown);
            assertTrue(shown.contains("valid_lft forever preferred_lft forever"), shown);
        });
    }

    @Test
    void addingTwiceIsSuccessAndLeavesOneAddress() throws Exception {
        onLeft((addresses, left) -> {
            addresses.add(left, AddressSpec.of(VIP), FOREVER);
            addresses.add(left, AddressSpec.of(VIP), FOREVER);

            assertEquals(List.of(VIP), ipv4(addresses, left));
        });
    }

    @Test
    void removingWhatIsNotThereIsSuccess() throws Exception {
        onLeft((addresses, left) -> {
            addresses.add(left, AddressSpec.of(VIP), FOREVER);
            addresses.remove(left, VIP);
            addresses.remove(left, VIP);
            addresses.remove(new LinkIndex(9999), VIP);

            assertEquals(List.of(), ipv4(addresses, left));
        });
    }

    @Test
    void anotherPrefixIsAnotherAddress() throws Exception {
        onLeft((addresses, left) -> {
            addresses.add(left, AddressSpec.of(VIP), FOREVER);
            addresses.remove(left, Cidr.of("10.0.0.5/32"));

            assertEquals(List.of(VIP), ipv4(addresses, left));
        });
    }

    @Test
    void lifetimeIsWhatTheKernelSays() throws Exception {
        onLeft((addresses, left) -> {
            addresses.add(left, AddressSpec.of(VIP), Duration.ofSeconds(100));

            InterfaceAddress there = addresses.addresses(left).stream()
                    .filter(a -> a.cidr().equals(VIP))
                    .findFirst()
                    .orElseThrow();
            assertFalse(there.permanent());
            assertTrue(there.left().orElseThrow().toSeconds() >= 95, there.toString());
            assertEquals("left", there.label());
        });
    }

    @Test
    void addressIsGoneSoonAfterItsLifetime() throws Exception {
        onLeft((addresses, left) -> {
            addresses.add(left, AddressSpec.of(VIP), Duration.ofSeconds(1));
            assertEquals(List.of(VIP), ipv4(addresses, left));

            await().pollInSameThread()
                    .pollInterval(FixedPollInterval.fixed(Duration.ofMillis(20)))
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> ipv4(addresses, left).isEmpty());
        });
    }

    @Test
    void renewedAddressOutlivesItsLifetime() throws Exception {
        onLeft((addresses, left) -> {
            long start = System.nanoTime();
            addresses.add(left, AddressSpec.of(VIP), Duration.ofSeconds(1));

            await().pollInSameThread()
                    .pollInterval(FixedPollInterval.fixed(Duration.ofMillis(100)))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> {
                        assertEquals(List.of(VIP), ipv4(addresses, left));
                        addresses.renew(left, AddressSpec.of(VIP), Duration.ofSeconds(1));
                        return System.nanoTime() - start > 2_500_000_000L;
                    });
        });
    }

    @Test
    void renewalCanEndALifetime() throws Exception {
        onLeft((addresses, left) -> {
            addresses.add(left, AddressSpec.of(VIP), Duration.ofSeconds(50));
            addresses.renew(left, AddressSpec.of(VIP), FOREVER);

            assertTrue(sh("ip addr show dev left").contains("valid_lft forever"));
        });
    }

    @Test
    void ipv6AddressIsUsableAtOnce() throws Exception {
        onLeft((addresses, left) -> {
            Cidr vip = Cidr.of("fd00:9::100/64");
            addresses.add(left, AddressSpec.of(vip), Duration.ofSeconds(60));

            InterfaceAddress there = addresses.addresses(left).stream()
                    .filter(a -> a.cidr().equals(vip))
                    .findFirst()
                    .orElseThrow();
            assertTrue(there.usable(), there.toString());
            String shown = sh("ip addr show dev left");
            assertTrue(shown.contains("fd00:9::100/64 scope global") && shown.contains("nodad"), shown);
            addresses.remove(left, vip);
            assertFalse(sh("ip addr show dev left").contains("fd00:9::100"));
        });
    }

    @Test
    void addingToNoInterfaceSaysSoInTheKernelsWords() throws Exception {
        onLeft((addresses, left) -> {
            SystemCallException e = assertThrows(
                    SystemCallException.class, () -> addresses.add(new LinkIndex(9999), AddressSpec.of(VIP), FOREVER));

            assertEquals(Errno.ENODEV, e.errno());
            assertEquals("add 10.0.0.5/24 to interface 9999: ENODEV (ipv4: Device not found)", e.getMessage());
        });
    }

    @Test
    void withoutTheRightTheMessageNamesTheCapability() throws Exception {
        onLeft((addresses, left) -> {
            Namespace.dropCapabilities();

            SystemCallException e =
                    assertThrows(SystemCallException.class, () -> addresses.add(left, AddressSpec.of(VIP), FOREVER));
            assertEquals("add 10.0.0.5/24 to left: EPERM (needs CAP_NET_ADMIN)", e.getMessage());
        });
    }

    private static List<Cidr> ipv4(Addresses addresses, LinkIndex link) throws SystemCallException {
        return addresses.addresses(link).stream()
                .map(InterfaceAddress::cidr)
                .filter(c -> c.address().isIpv4())
                .toList();
    }
}
