package io.mainstay.linux.raw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.mainstay.linux.raw.Received.Malformed;
import io.mainstay.linux.raw.Received.Reason;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Ipv4HeaderTest {
    private static final LinkIndex LINK = new LinkIndex(2);
    private static final String ADDRESSES = "0a090001" + "e0000012";

    @Test
    void headerIsTheCapturedOne() {
        byte[] message = HexFormat.of().parseHex("2133640100" + "01705d" + "0a090064" + "0000000000000000");
        byte[] datagram = Ipv4Header.encode(1, IpAddress.of("10.9.0.1"), IpAddress.of("224.0.0.18"), 255, message);

        assertEquals(
                "45c00028" // version 4, 20 bytes of header, internetwork control, 40 bytes in all
                        + "00010000" // id 1, no fragments
                        + "ff70d088" // ttl 255, protocol 112, checksum
                        + ADDRESSES
                        + "213364010001705d0a0900640000000000000000",
                HexFormat.of().formatHex(datagram));
    }

    @Test
    void optionsAreSkippedAndPaddingIsCutOff() {
        Received.Datagram datagram = (Received.Datagram)
                decode("46c0001c" + "00010000" + "fe700000" + ADDRESSES + "94040000" + "cafebabe" + "0000");

        assertArrayEquals(new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe}, datagram.payload());
        assertEquals(254, datagram.ttl());
    }

    @Test
    void nineteenBytesAreTruncated() {
        assertEquals(
                new Malformed(LINK, Reason.TRUNCATED, "19 bytes (expected: 20 or more)"),
                decode("45c00014" + "00010000" + "ff700000" + "0a090001" + "e00000"));
    }

    @Test
    void moreThanTheBufferTookIsTruncated() {
        assertEquals(
                new Malformed(LINK, Reason.TRUNCATED, "2049 bytes (expected: at most 2048)"),
                Ipv4Header.decode(LINK, new byte[2048], 2049));
    }

    @Test
    void versionSixIsRefused() {
        assertEquals(
                new Malformed(LINK, Reason.VERSION, "version: 6 (expected: 4)"),
                decode("65c00014" + "00010000" + "ff700000" + ADDRESSES));
    }

    @Test
    void headerLongerThanTheDatagramIsRefused() {
        assertEquals(
                new Malformed(LINK, Reason.HEADER_LENGTH, "header length: 60 (expected: 20..20)"),
                decode("4fc00014" + "00010000" + "ff700000" + ADDRESSES));
    }

    @Test
    void totalLengthBeyondTheDatagramIsRefused() {
        assertEquals(
                new Malformed(LINK, Reason.TOTAL_LENGTH, "total length: 21 (expected: 20..20)"),
                decode("45c00015" + "00010000" + "ff700000" + ADDRESSES));
    }

    @Test
    void otherProtocolsAreRefused() {
        assertEquals(
                new Malformed(LINK, Reason.PROTOCOL, "protocol: 1 (expected: 112)"),
                decode("45c00014" + "00010000" + "ff010000" + ADDRESSES));
    }

    @Test
    void randomBytesNeverThrow() {
        Random random = new Random(20261121);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = (byte) (0x40 | (bytes[0] & 0xf));
            }
            assertNotNull(Ipv4Header.decode(LINK, bytes, bytes.length));
        }
    }

    private static Received decode(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return Ipv4Header.decode(LINK, bytes, bytes.length);
    }
}
