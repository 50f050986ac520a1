package io.mainstay.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final LinkIndex ETH0 = new LinkIndex(2);

    @BeforeEach
    void littleEndianOnly() {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the literals are little-endian");
    }

    @Test
    void newAddressCreatesOrReplaces() {
        AddressMessage address = new AddressMessage(
                ETH0,
                Cidr.of("10.0.0.5/24"),
                0,
                253,
                Optional.of("eth0:1"),
                Optional.of(IpAddress.of("10.0.0.255")),
                Optional.of(CacheInfo.of(Duration.ofSeconds(3))));

        assertEquals(
                "50000000" // nlmsg_len 80
                        + "1400" // nlmsg_type RTM_NEWADDR
                        + "0505" // nlmsg_flags REQUEST|ACK|REPLACE|CREATE
                        + "09000000" // nlmsg_seq 9
                        + "00000000" // nlmsg_pid
                        + "02" // ifa_family AF_INET
                        + "18" // ifa_prefixlen
                        + "00" // ifa_flags
                        + "fd" // ifa_scope
                        + "02000000" // ifa_index
                        + "0800" + "0200" + "0a000005" // IFA_LOCAL
                        + "0800" + "0100" + "0a000005" // IFA_ADDRESS
                        + "0800" + "0400" + "0a0000ff" // IFA_BROADCAST
                        + "0b00" + "0300" + "657468303a3100" + "00" // IFA_LABEL, padded
                        + "1400" + "0600" // IFA_CACHEINFO
                        + "03000000" // ifa_prefered
                        + "03000000" // ifa_valid
                        + "00000000" + "00000000",
                hex(Requests.newAddress(9, address)));
    }

    @Test
    void delAddressNamesPrefixAndInterface() {
        assertEquals(
                "40000000" // nlmsg_len 64
                        + "1500" // nlmsg_type RTM_DELADDR
                        + "0500" // nlmsg_flags REQUEST|ACK
                        + "01000000" + "00000000"
                        + "0a400000" // AF_INET6, /64
                        + "02000000"
                        + "1400" + "0200" + "fd000009000000000000000000000100" // IFA_LOCAL
                        + "1400" + "0100" + "fd000009000000000000000000000100", // IFA_ADDRESS
                hex(Requests.delAddress(1, ETH0, Cidr.of("fd00:9::100/64"))));
    }

    @Test
    void dumpsAskForEverything() {
        assertEquals(
                "18000000" + "1600" + "0103" + "02000000" + "00000000" + "0000000000000000",
                hex(Requests.dumpAddresses(2)));
        assertEquals(
                "20000000" + "1200" + "0103" + "03000000" + "00000000" + "00000000000000000000000000000000",
                hex(Requests.dumpLinks(3)));
    }

    @Test
    void zeroLifetimeIsForEver() {
        assertEquals(new CacheInfo(0xffff_ffffL, 0xffff_ffffL), CacheInfo.of(Duration.ZERO));
    }

    @Test
    void lifetimeOfPartsOfASecondIsABug() {
        assertThrows(IllegalArgumentException.class, () -> CacheInfo.of(Duration.ofMillis(1500)));
        assertThrows(IllegalArgumentException.class, () -> CacheInfo.of(Duration.ofSeconds(-1)));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
