package io.mainstay.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.model.AddressConfig;
import io.mainstay.conf.model.UnicastConfig;
import io.mainstay.conf.model.VirtualRouterConfig;
import io.mainstay.net.Family;
import io.mainstay.net.IpAddress;
import io.mainstay.time.Centis;
import io.mainstay.vrrp.packet.Authentication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Version 3, IPv6 and unicast: what an instance says of how its adverts travel. */
class WireSectionTest {
    @TempDir
    Path folder = Path.of("");

    private Loaded load(String global, String lines) throws IOException {
        Path file = folder.resolve("k.conf");
        Files.writeString(
                file,
                "global_defs {\n" + global + "\n}\nvrrp_instance VI_1 {\nstate BACKUP\ninterface eth0\n"
                        + "virtual_router_id 51\n" + lines + "\n}\n");
        return ConfigLoader.load(List.of(file), new FakeEnvironment());
    }

    private static VirtualRouterConfig router(Loaded loaded) {
        assertNotNull(loaded.config(), loaded.diagnostics()::toString);
        return loaded.config().routers().getFirst();
    }

    private VirtualRouterConfig router(String lines) throws IOException {
        return router(load("", lines));
    }

    private static void says(Loaded loaded, String part) {
        assertTrue(
                loaded.diagnostics().stream().anyMatch(d -> d.toString().contains(part)),
                loaded.diagnostics()::toString);
    }

    private static String vip(String... addresses) {
        return "virtual_ipaddress {\n" + String.join("\n", addresses) + "\n}\n";
    }

    private static List<String> texts(List<AddressConfig> addresses) {
        return addresses.stream().map(a -> a.cidr().toString()).toList();
    }

    @Test
    void version3TakesHundredthsOfASecond() throws IOException {
        VirtualRouterConfig r = router(vip("10.0.0.5/24") + "version 3\nadvert_int 0.01");
        assertNull(r.refused());
        assertEquals(3, r.version());
        assertEquals(new Centis(1), r.interval());
    }

    @Test
    void version3HasNoPassword() throws IOException {
        Loaded loaded = load("", vip("10.0.0.5/24") + "version 3\nauthentication {\nauth_type PASS\nauth_pass 1111\n}");
        assertEquals(Authentication.NONE, router(loaded).authentication());
        says(loaded, "ignored in version 3");
    }

    @Test
    void firstAddressMakesAnIpv6InstanceOfVersion3() throws IOException {
        VirtualRouterConfig r = router(vip("fe80::51/64", "fd00:9::100/64"));
        assertNull(r.refused());
        assertEquals(Family.IPV6, r.family());
        assertEquals(3, r.version());
        assertEquals(IpAddress.of("ff02::12"), r.multicastGroup());
        assertEquals(List.of("fe80::51/64", "fd00:9::100/64"), texts(r.addresses()));
    }

    @Test
    void ipv6WithoutALinkLocalAddressIsAFinding() throws IOException {
        says(load("", vip("fd00:9::100")), "no link-local address: RFC 9568 5.2.9 wants one, and first in the adverts");
    }

    @Test
    void otherFamilyIsHeldWithoutBeingAdvertised() throws IOException {
        Loaded loaded = load("", vip("10.0.0.5/24", "fd00:9::100/64") + "virtual_ipaddress_excluded {\nfd00::2\n}");
        VirtualRouterConfig r = router(loaded);
        assertEquals(Family.IPV4, r.family());
        assertEquals(List.of("10.0.0.5/24"), texts(r.addresses()));
        assertEquals(List.of("fd00:9::100/64", "fd00::2/128"), texts(r.excluded()));
        says(loaded, "the first one makes this an IPv4 instance");
    }

    @Test
    void groupsAndChecksumComeFromGlobalDefsUnlessTheInstanceSaysSo() throws IOException {
        String global = "vrrp_mcast_group6 ff02::99\nv3_checksum_as_v2";
        VirtualRouterConfig r = router(load(global, vip("fe80::51/64")));
        assertEquals(IpAddress.of("ff02::99"), r.multicastGroup());
        assertTrue(r.checksumAsV2());
        assertEquals(
                IpAddress.of("ff02::77"),
                router(load(global, vip("fe80::51/64") + "mcast_dst_ip ff02::77"))
                        .multicastGroup());
        assertEquals(
                false,
                router(load(global, vip("fe80::51/64") + "v3_checksum_as_v2 off"))
                        .checksumAsV2());
        assertNotNull(router(vip("fe80::51/64") + "mcast_dst_ip ff05::12").refused());
        assertNotNull(router(vip("fe80::51/64") + "mcast_dst_ip 224.0.0.18").refused());
    }

    @Test
    void nativeIpv6DecidesWhereNothingElseDoes() throws IOException {
        assertEquals(Family.IPV6, router("native_ipv6").family());
        assertEquals(Family.IPV4, router("").family());
        says(load("", vip("10.0.0.5/24") + "native_ipv6"), "has no effect");
    }

    @Test
    void unicastPeersAreReadWithTheirTtlRange() throws IOException {
        VirtualRouterConfig r = router(vip("10.0.0.5/24") + "unicast_src_ip 10.0.0.1\nunicast_ttl 64\n"
                + "unicast_peer {\n10.0.0.2\n10.0.0.3 min_ttl 254 max_ttl 255\n}");
        assertNull(r.refused());
        assertEquals(IpAddress.of("10.0.0.1"), r.sourceAddress());
        assertEquals(
                new UnicastConfig(
                        List.of(
                                new UnicastConfig.Peer(IpAddress.of("10.0.0.2"), 0, 255),
                                new UnicastConfig.Peer(IpAddress.of("10.0.0.3"), 254, 255)),
                        true,
                        64),
                r.unicast());
    }

    @Test
    void sourceCheckCanBeTurnedOffUnlessARangeWantsIt() throws IOException {
        String peer = vip("10.0.0.5/24") + "unicast_peer {\n10.0.0.2 %s\n}\n%s";
        assertEquals(false, check(router(peer.formatted("", "check_unicast_src off"))));
        assertEquals(true, check(router(peer.formatted("min_ttl 255", "check_unicast_src off"))));
        assertEquals(false, check(router(load("vrrp_check_unicast_src off", peer.formatted("", "")))));
        assertEquals(true, check(router(load("vrrp_check_unicast_src off", peer.formatted("", "check_unicast_src")))));
    }

    private static boolean check(VirtualRouterConfig r) {
        UnicastConfig unicast = r.unicast();
        assertNotNull(unicast);
        return unicast.checkSource();
    }

    @Test
    void peersThatCannotBeAreLeftOutWithTheReason() throws IOException {
        Loaded loaded = load(
                "",
                vip("10.0.0.5/24") + "unicast_src_ip 10.0.0.1\n"
                        + "unicast_peer {\n10.0.0.1\n10.0.0.2\n10.0.0.2\nfd00::1\ndb2 min_ttl\n10.0.0.3 min_ttl 300\n}");
        UnicastConfig unicast = router(loaded).unicast();
        assertNotNull(unicast);
        assertEquals(
                List.of(
                        new UnicastConfig.Peer(IpAddress.of("10.0.0.2"), 0, 255),
                        new UnicastConfig.Peer(IpAddress.of("10.0.0.3"), 0, 255)),
                unicast.peers());
        says(loaded, "10.0.0.1 is this host's own source address");
        says(loaded, "10.0.0.2 stands here already");
        says(loaded, "fd00::1 is no IPv4 address of a host");
        says(loaded, "db2 is no IPv4 address of a host");
        says(loaded, "min_ttl 300 is no valid value (expected: 0..255)");
    }

    @Test
    void withoutPeersItIsMulticastOrAFault() throws IOException {
        Loaded empty = load("", vip("10.0.0.5/24") + "unicast_peer {\n}");
        assertNull(router(empty).unicast());
        assertNull(router(empty).refused());
        says(empty, "adverts go to the multicast group, as in keepalived");
        assertNotNull(router(vip("10.0.0.5/24") + "unicast_peer {\n}\nunicast_fault_no_peer")
                .refused());
        assertNotNull(router(vip("10.0.0.5/24") + "unicast_peer {\nnobody\n}").refused());
    }

    @Test
    void oneNumberServesBothFamiliesOnAnInterface() throws IOException {
        Path file = folder.resolve("k.conf");
        String instance = "vrrp_instance %s {\ninterface eth0\nvirtual_router_id 51\n" + vip("%s") + "}\n";
        Files.writeString(file, instance.formatted("A", "10.0.0.5") + instance.formatted("B", "fe80::5"));
        Loaded loaded = ConfigLoader.load(List.of(file), new FakeEnvironment());
        assertNotNull(loaded.config());
        assertTrue(
                loaded.config().routers().stream().allMatch(r -> r.refused() == null), loaded.diagnostics()::toString);
    }

    @Test
    void ipv6AddressesTakeNoLabel() throws IOException {
        Loaded loaded = load("", vip("fe80::51/64 label eth0:1 scope link"));
        assertNull(router(loaded).addresses().getFirst().label());
        says(loaded, "IPv6 addresses take neither label nor brd nor scope");
    }
}
