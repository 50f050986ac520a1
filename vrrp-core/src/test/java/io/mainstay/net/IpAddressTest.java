package io.mainstay.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "10.9.0.1, 10.9.0.1",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "fe80::ff:fe00:a, fe80::ff:fe00:a",
        "FD00:9:0:0:0:0:0:100, fd00:9::100",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7"
    })
    void readsLiteralsAndPrintsThemShortest(String literal, String printed) {
        assertEquals(printed, IpAddress.of(literal).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "10.9.0", "10.9.0.256", "10.9.0.1.2", "10.9.0.-1", "10.9.0.+1", "10.9.0.0001", "localhost",
                "10.9.0.a", "::g", "1::2::3", ".::1", "12345::", ":::", "fe80::1%eth0", "[::1]", "10.9.0.1:80"
            })
    void refusesEverythingElseWithoutAskingAnybody(String text) {
        assertEquals(Optional.empty(), IpAddress.parse(text));
    }

    @Test
    void ordersUnsignedInNetworkOrder() {
        Stream.of("10.9.0.1 < 10.9.0.2", "10.9.0.2 < 10.9.1.1", "127.0.0.1 < 128.0.0.1", "255.0.0.0 < ::")
                .map(line -> line.split(" < "))
                .forEach(pair -> assertTrue(
                        IpAddress.of(pair[0]).compareTo(IpAddress.of(pair[1])) < 0, String.join(" < ", pair)));
    }

    @Test
    void knowsMulticast() {
        assertTrue(IpAddress.of("224.0.0.18").isMulticast());
        assertTrue(IpAddress.of("ff02::12").isMulticast());
        assertTrue(!IpAddress.of("223.255.255.255").isMulticast());
    }

    @Test
    void cidrsWithoutLengthAreWholeAddresses() {
        assertEquals("10.9.0.1/32", Cidr.of("10.9.0.1").toString());
        assertEquals("10.9.0.1/24", Cidr.of("10.9.0.1/24").toString());
        assertEquals("fd00::1/128", Cidr.of("fd00::1").toString());
        Stream.of("10.9.0.1/33", "10.9.0.1/", "10.9.0.1/x", "10.9.0.1/-1", "fd00::1/129", "/24", "10.9.0.1/24/8")
                .forEach(text -> assertEquals(Optional.empty(), Cidr.parse(text), text));
    }

    @Test
    void identifiersHoldNoWrongNumber() {
        assertThrows(IllegalArgumentException.class, () -> new Vrid(0));
        assertThrows(IllegalArgumentException.class, () -> new Vrid(256));
        assertThrows(IllegalArgumentException.class, () -> new LinkIndex(0));
        assertThrows(IllegalArgumentException.class, () -> IpAddress.of(new byte[5]));
        assertThrows(IllegalArgumentException.class, () -> MacAddress.of(new byte[5]));
        assertEquals("02:00:00:00:00:0a", MacAddress.of("02:00:00:00:00:0a").toString());
    }
}
