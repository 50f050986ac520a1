package io.mainstay.linux.raw;

import static io.mainstay.linux.testing.Namespace.sh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mainstay.linux.libc.Errno;
import io.mainstay.linux.libc.LibC;
import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.linux.link.Link;
import io.mainstay.linux.link.Links;
import io.mainstay.linux.link.NetlinkSocket;
import io.mainstay.linux.poll.Poller;
import io.mainstay.linux.testing.Namespace;
import io.mainstay.linux.testing.Sniffer;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VrrpSocketTest {
    private static final IpAddress GROUP = IpAddress.of("224.0.0.18");
    private static final IpAddress SOURCE = IpAddress.of("10.9.0.1");

    /** Vrid 51, priority 100, two addresses, password "s3cretpw". */
    private static final byte[] MESSAGE =
            HexFormat.of().parseHex("21336402" + "0101b85c" + "0a090064" + "0a090065" + "7333637265747077");

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
                left.send(SOURCE, MESSAGE);
                left.send(SOURCE, MESSAGE);

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
                left.send(SOURCE, MESSAGE);

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
                left.send(SOURCE, MESSAGE);
                other.send(IpAddress.of("10.8.0.1"), MESSAGE);

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
    void sendingOnALinkThatIsDownSaysSo() throws Exception {
        Namespace.run(() -> {
            Namespace.wire();
            try (VrrpSocket left = VrrpSocket.open(libc, link(libc, "left"), GROUP)) {
                sh("ip link set left down");

                SystemCallException e = assertThrows(SystemCallException.class, () -> left.send(SOURCE, MESSAGE));
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
