package io.mainstay.linux.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mainstay.linux.libc.LibC;
import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.linux.link.Link;
import io.mainstay.linux.testing.Namespace;
import io.mainstay.linux.testing.Sniffer;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import io.mainstay.net.MacAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
    private static final MacAddress MAC = MacAddress.of("02:00:00:00:00:0a");

    private static final String GRATUITOUS_ARP = "ffffffffffff" // destination
            + "02000000000a" // source
            + "0806" // EtherType ARP
            + "0001" // hardware Ethernet
            + "0800" // protocol IPv4
            + "0604" // address lengths
            + "0001" // request
            + "02000000000a" // sender's hardware address
            + "0a090064" // sender 10.9.0.100
            + "ffffffffffff" // target's hardware address
            + "0a090064"; // target 10.9.0.100

    private static final String NEIGHBOUR_ADVERTISEMENT = "333300000001" // destination
            + "02000000000a" // source
            + "86dd" // EtherType IPv6
            + "60000000" // version 6, no class, no flow
            + "00203aff" // 32 bytes, ICMPv6, hop limit 255
            + "fd000009000000000000000000000100" // source fd00:9::100
            + "ff020000000000000000000000000001" // destination ff02::1
            + "8800" // neighbour advertisement
            + "5882" // checksum
            + "20000000" // override
            + "fd000009000000000000000000000100" // target fd00:9::100
            + "0201" // target link-layer address, 8 bytes
            + "02000000000a";

    private final LibC libc = LibC.load();

    @Test
    void gratuitousArpIsTheCapturedOne() {
        byte[] frame = Frames.gratuitousArp(MAC, IpAddress.of("10.9.0.100"));

        assertEquals(GRATUITOUS_ARP, HexFormat.of().formatHex(frame));
    }

    @Test
    void neighbourAdvertisementIsTheCapturedOne() {
        byte[] frame = Frames.unsolicitedAdvertisement(MAC, IpAddress.of("fd00:9::100"), false);

        assertEquals(NEIGHBOUR_ADVERTISEMENT, HexFormat.of().formatHex(frame));
    }

    @Test
    void routerFlagIsTheTopBit() {
        byte[] frame = Frames.unsolicitedAdvertisement(MAC, IpAddress.of("fd00:9::100"), true);

        assertEquals("a0000000", HexFormat.of().formatHex(frame, 58, 62));
    }

    @Test
    void framesReachTheNeighbour() throws Exception {
        Namespace.run(() -> {
            Namespace.wire();
            Link left = VrrpSocketTest.link(libc, "left");
            try (Announcer announcer = Announcer.open(libc);
                    Sniffer right = Sniffer.on(libc, VrrpSocketTest.link(libc, "right"))) {
                announcer.warmUp();
                announcer.announce(left, IpAddress.of("10.9.0.100"));
                announcer.announce(left, IpAddress.of("10.9.0.100"));

                assertEquals(GRATUITOUS_ARP, right.next("ffffffffffff"));
                assertEquals(GRATUITOUS_ARP, right.next("ffffffffffff"));
                assertEquals(2, announcer.sent());
            }
        });
    }

    @Test
    void neighbourAdvertisementReachesTheNeighbour() throws Exception {
        Namespace.run(() -> {
            Namespace.wire();
            Link left = VrrpSocketTest.link(libc, "left");
            try (Announcer announcer = Announcer.open(libc);
                    Sniffer right = Sniffer.on(libc, VrrpSocketTest.link(libc, "right"))) {
                announcer.announce(left, IpAddress.of("fd00:9::100"));

                String asRouter =
                        NEIGHBOUR_ADVERTISEMENT.replace("8800" + "5882" + "20000000", "8800" + "d881" + "a0000000");
                assertEquals(asRouter, right.next("333300000001"));
            }
        });
    }

    @Test
    void interfacesWithoutArpArePassedOver() throws Exception {
        Namespace.run(() -> {
            try (Announcer announcer = Announcer.open(libc)) {
                announcer.announce(VrrpSocketTest.link(libc, "lo"), IpAddress.of("10.9.0.100"));
                announcer.announce(
                        new Link(new LinkIndex(7), "tun0", true, true, false, true, true, MAC, 1500),
                        IpAddress.of("10.9.0.100"));

                assertEquals(0, announcer.sent());
                assertEquals(2, announcer.skipped());
            }
        });
    }

    @Test
    void announcingOnALinkThatIsDownSaysSo() throws Exception {
        Namespace.run(() -> {
            Namespace.wire();
            Link left = VrrpSocketTest.link(libc, "left");
            Namespace.sh("ip link set left down");
            try (Announcer announcer = Announcer.open(libc)) {
                SystemCallException e = assertThrows(
                        SystemCallException.class, () -> announcer.announce(left, IpAddress.of("10.9.0.100")));
                assertEquals("send on packet socket for announcements: ENETDOWN", e.getMessage());
            }
        });
    }
}
