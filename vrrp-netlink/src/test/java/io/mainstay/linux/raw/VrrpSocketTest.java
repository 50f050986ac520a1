package io.mainstay.linux.raw;

import static io.mainstay.linux.testing.Namespace.sh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mainstay.linux.libc.Capability;
import io.mainstay.linux.libc.Errno;
import io.mainstay.linux.libc.LibC;
import io.mainstay.linux.libc.NativeSocket;
import io.mainstay.linux.libc.Sockaddr;
import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.linux.link.Link;
import io.mainstay.linux.link.Links;
import io.mainstay.linux.link.NetlinkSocket;
import io.mainstay.linux.poll.Poller;
import io.mainstay.linux.testing.Namespace;
import io.mainstay.linux.testing.Sniffer;
import io.mainstay.net.Family;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VrrpSocketTest {
    private static final IpAddress GROUP = IpAddress.of("224.0.0.18");
    private static final IpAddress SOURCE = IpAddress.of("10.9.0.1");

    /** Vrid 51, priority 100, two addresses, password "s3cretpw". */
    private static final byte[] MESSAGE =
            HexFormat.of().parseHex("21336402" + "0101b85c" + "0a090064" + "0a090065" + "7333637265747077");

    private static final IpAddress SOURCE6 = IpAddress.of("fe80::ff:fe00:a");
    private static final IpAddress GROUP6 = IpAddress.of("ff02::12");

    /** What keepalived 2.4.3 sends for fe80::51 and fd00:9::100. */
    private static final byte[] MESSAGE6 = HexFormat.of()
            .parseHex(
                    "31336402" + "00327084" + "fe800000000000000000000000000051" + "fd000009000000000000000000000100");

    private static final String ETHERNET = "01005e000012" + "02000000000a" + "0800";

    private final LibC libc = LibC.load();

    static Link link(LibC libc, String name) throws SystemCallException {
        try (NetlinkSocket socket = NetlinkSocket.open(libc)) {
            return new Links(socket)
                    .dump().stream()
                            .filter(l -> l.name().equals(name))
                            .findFirst()
                            .orElseThrow();
        }
    }

    @Test
    void framesOnTheWireAreTheCapturedOnes() throws Exception {
        Namespace.run(() -> {
            Namespace.wire();
            try (VrrpSocket left = VrrpSocket.open(libc, link(libc, "left"), GROUP);
                    Sniffer right = Sniffer.on(libc, link(libc, "right"))) {
                left.send(SOURCE, GROUP, 255, MESSAGE);
                left.send(SOURCE, GROUP, 255, MESSAGE);

                String rest = "0a090001" + "e0000012" + HexFormat.of().formatHex(MESSAGE);
                assertEquals(ETHERNET + "45c0002c" + "00010000" + "ff70d084" + rest, right.next("01005e000012"));
                assertEquals(ETHERNET + "45c0002c" + "00020000" + "ff70d083" + rest, right.next("01005e000012"));
            }
        });
    }

    @Test
    void datagramCarriesLinkSourceDestinationTtlAndPayload() throws Exception {
        Namespace.run(() -> {
            Namespace.wire();
            sh("ip addr add 10.9.0.2/24 dev right");
            Link receiver = link(libc, "right");
            try (VrrpSocket left = VrrpSocket.open(libc, link(libc, "left"), GROUP);
                    VrrpSocket right = VrrpSocket.open(libc, receiver, GROUP)) {
                left.send(SOURCE, GROUP, 255, MESSAGE);

                Received.Datagram datagram = (Received.Datagram) awaitOne(right);
                assertEquals(receiver.index(), datagram.link());
                assertEquals(SOURCE, datagram.source());
                assertEquals(GROUP, datagram.destination());
                assertEquals(255, datagram.ttl());
                assertArrayEquals(MESSAGE, datagram.payload());
            }
        });
    }

    @Test
    void onlyTheOwnInterfacesAdvertsArriveAndNeverOnesOwn() throws Exception {
        Namespace.run(() -> {
            Namespace.wire();
            sh("ip link add other type veth peer name far");
            Namespace.up("other", "far");
            sh("ip addr add 10.9.0.2/24 dev right; ip addr add 10.8.0.2/24 dev far");
            try (VrrpSocket left = VrrpSocket.open(libc, link(libc, "left"), GROUP);
                    VrrpSocket right = VrrpSocket.open(libc, link(libc, "right"), GROUP);
                    VrrpSocket other = VrrpSocket.open(libc, link(libc, "other"), GROUP);
                    VrrpSocket far = VrrpSocket.open(libc, link(libc, "far"), GROUP)) {
                left.send(SOURCE, GROUP, 255, MESSAGE);
                other.send(IpAddress.of("10.8.0.1"), GROUP, 255, MESSAGE);

                assertEquals(SOURCE, ((Received.Datagram) awaitOne(right)).source());
                assertEquals(IpAddress.of("10.8.0.1"), ((Received.Datagram) awaitOne(far)).source());
                assertEquals(Optional.empty(), right.receive());
                assertEquals(Optional.empty(), far.receive());
                assertEquals(Optional.empty(), left.receive());
                assertEquals(Optional.empty(), other.receive());
            }
        });
    }

    @Test
    void ipv6FrameIsTheCapturedOneButForItsFlowLabel() throws Exception {
        Namespace.run(() -> {
            Namespace.wire();
            sh("ip addr add fe80::a/64 dev left nodad"); // at once: its own is still probed for
            try (VrrpSocket left = VrrpSocket.open(libc, link(libc, "left"), GROUP6);
                    Sniffer right = Sniffer.on(libc, link(libc, "right"))) {
                left.send(SOURCE6, GROUP6, 255, MESSAGE6);

                String ethernet = "333300000012" + "02000000000a" + "86dd";
                String ip = "6c000000" + "002870ff" // version 6, class 0xc0; 40 bytes, protocol 112, hop limit 255
                        + "fe800000000000000000" + "00fffe00000a" // fe80::ff:fe00:a
                        + "ff020000000000000000000000000012";
                assertEquals(ethernet + ip + HexFormat.of().formatHex(MESSAGE6), right.next("333300000012"));
            }
        });
    }

    @Test
    void ipv6DatagramCarriesLinkSourceDestinationHopLimitAndPayload() throws Exception {
        Namespace.run(() -> {
            Namespace.wire();
            sh("ip addr add fe80::a/64 dev left nodad"); // at once: its own is still probed for
            Link receiver = link(libc, "right");
            try (VrrpSocket left = VrrpSocket.open(libc, link(libc, "left"), GROUP6);
                    VrrpSocket right = VrrpSocket.open(libc, receiver, GROUP6);
                    VrrpSocket alone = VrrpSocket.unicast(libc, receiver, Family.IPV6)) {
                left.send(SOURCE6, GROUP6, 254, MESSAGE6);

                assertEquals(new Received.Datagram(receiver.index(), SOURCE6, GROUP6, 254, MESSAGE6), awaitOne(right));
                assertEquals(Optional.empty(), right.receive());
                assertEquals(Optional.empty(), left.receive());
                assertEquals(Optional.empty(), alone.receive());
            }
        });
    }

    @Test
    void unicastLeavesWithItsTtl() throws Exception {
        Namespace.run(() -> {
            Namespace.wire();
            sh("ip addr add 10.9.0.1/24 dev left; ip neigh add 10.9.0.9 lladdr 02:00:00:00:00:0f dev left");
            sh("ip addr add fd00:9::1/64 dev left nodad; ip neigh add fd00:9::9 lladdr 02:00:00:00:00:0f dev left");
            Link sender = link(libc, "left");
            try (VrrpSocket left4 = VrrpSocket.unicast(libc, sender, Family.IPV4);
                    VrrpSocket left6 = VrrpSocket.unicast(libc, sender, Family.IPV6);
                    Sniffer right = Sniffer.on(libc, link(libc, "right"))) {
                left4.send(SOURCE, IpAddress.of("10.9.0.9"), 17, MESSAGE);
                left6.send(IpAddress.of("fd00:9::1"), IpAddress.of("fd00:9::9"), 18, MESSAGE6);

                String four = right.next("02000000000f");
                assertEquals("1170", four.substring(44, 48), "TTL 17, protocol 112");
                assertEquals("0a0900010a090009" + HexFormat.of().formatHex(MESSAGE), four.substring(52));
                String six = right.next("02000000000f");
                assertEquals("7012", six.substring(40, 44), "protocol 112, hop limit 18");
            }
        });
    }

    @Test
    void unicastArrivesAtUnicastSocketsOnly() throws Exception {
        Namespace.run(() -> {
            Namespace.wire();
            sh("ip addr add 10.9.0.2/24 dev right; ip addr add fd00:9::2/64 dev right nodad");
            Link receiver = link(libc, "right");
            IpAddress from4 = IpAddress.of("10.9.0.9");
            IpAddress from6 = IpAddress.of("fd00:9::9");
            IpAddress to6 = IpAddress.of("fd00:9::2");
            try (VrrpSocket right4 = VrrpSocket.unicast(libc, receiver, Family.IPV4);
                    VrrpSocket right6 = VrrpSocket.unicast(libc, receiver, Family.IPV6);
                    VrrpSocket group4 = VrrpSocket.open(libc, receiver, GROUP);
                    VrrpSocket group6 = VrrpSocket.open(libc, receiver, GROUP6)) {
                inject(receiver, "0800", Ipv4Header.encode(1, from4, IpAddress.of("10.9.0.2"), 17, MESSAGE));
                inject(receiver, "86dd", Ipv6Header.encode(from6, to6, 18, MESSAGE6));

                assertEquals(
                        new Received.Datagram(receiver.index(), from4, IpAddress.of("10.9.0.2"), 17, MESSAGE),
                        awaitOne(right4));
                assertEquals(new Received.Datagram(receiver.index(), from6, to6, 18, MESSAGE6), awaitOne(right6));
                assertEquals(Optional.empty(), group4.receive());
                assertEquals(Optional.empty(), group6.receive());
            }
        });
    }

    /** Somebody beyond the wire sends this to the receiver. */
    private void inject(Link receiver, String type, byte[] datagram) throws SystemCallException {
        String ethernet = Objects.requireNonNull(receiver.mac()).toString().replace(":", "") + "02000000000f" + type;
        byte[] frame = HexFormat.of().parseHex(ethernet + HexFormat.of().formatHex(datagram));
        try (NativeSocket socket = NativeSocket.open(
                libc, "injector", Capability.CAP_NET_RAW, Sockaddr.AF_PACKET, NativeSocket.SOCK_RAW, 0)) {
            socket.send(frame, Sockaddr.link(link(libc, "left").index().value()));
        }
    }

    @Test
    void sendingOnALinkThatIsDownSaysSo() throws Exception {
        Namespace.run(() -> {
            Namespace.wire();
            try (VrrpSocket left = VrrpSocket.open(libc, link(libc, "left"), GROUP)) {
                sh("ip link set left down");

                SystemCallException e =
                        assertThrows(SystemCallException.class, () -> left.send(SOURCE, GROUP, 255, MESSAGE));
                assertEquals("send on vrrp on left: ENETUNREACH", e.getMessage());
                assertEquals(Errno.ENETUNREACH, e.errno());
            }
        });
    }

    @Test
    void openingOnAnInterfaceThatHasGoneSaysSo() throws Exception {
        Namespace.run(() -> {
            Link gone = new Link(new LinkIndex(77), "gone0", true, true, false, false, true, null, 1500);

            SystemCallException e = assertThrows(SystemCallException.class, () -> VrrpSocket.open(libc, gone, GROUP));
            assertEquals(Errno.ENODEV, e.errno());
        });
    }

    @Test
    void withoutTheRightTheMessageNamesTheCapability() throws Exception {
        Namespace.run(() -> {
            Namespace.wire();
            Link left = link(libc, "left");
            Namespace.dropCapabilities();

            SystemCallException e = assertThrows(SystemCallException.class, () -> VrrpSocket.open(libc, left, GROUP));
            assertEquals("socket vrrp on left: EPERM (needs CAP_NET_RAW)", e.getMessage());
        });
    }

    private Received awaitOne(VrrpSocket socket) throws SystemCallException {
        try (Poller poller = new Poller(libc)) {
            poller.add(socket.descriptor(), "datagram");
            assertEquals(List.of("datagram"), poller.await(Duration.ofSeconds(5)));
            return socket.receive().orElseThrow();
        }
    }
}
