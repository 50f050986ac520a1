package io.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcap4j.core.Pcaps;

class DecodeCommandTest {
    private static final String ETHERNET = "01005e00001202000000000a0800";
    private static final String IPV4 = "45c0002c00010000ff70d0840a090001e0000012";

    /** Version 2, vrid 51, priority 100, two addresses, PASS, 1 s, checksum, the addresses, the password. */
    private static final String ADVERT = "21336402" + "0101b85c" + "0a090064" + "0a090065" + "7333637265747077";

    private static final String AT = "2023-11-14T22:13:20.123456Z ";

    @TempDir
    Path folder;

    private String capture(String... frames) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4); // microseconds, version 2.4
        bytes.putInt(0).putInt(0).putInt(65535).putInt(1); // zone, accuracy, snap length, Ethernet
        for (String frame : frames) {
            byte[] raw = HexFormat.of().parseHex(frame);
            bytes.putInt(1_700_000_000).putInt(123_456).putInt(raw.length).putInt(raw.length);
            bytes.put(raw);
        }
        byte[] file = Arrays.copyOf(bytes.array(), bytes.position());
        return Files.write(folder.resolve("capture.pcap"), file).toString();
    }

    private static Mainstay decode(String path) {
        try {
            Pcaps.libVersion();
        } catch (LinkageError e) {
            assumeTrue(false, "needs libpcap (package libpcap0.8)");
        }
        return Mainstay.run("decode", path);
    }

    private List<String> lines(String... frames) throws IOException {
        Mainstay m = decode(capture(frames));
        assertEquals(0, m.status(), m.err());
        return m.out().lines().toList();
    }

    @Test
    void advertisementIsOneLineAndItsPasswordIsNotShown() throws IOException {
        assertEquals(
                List.of(
                        AT + "10.9.0.1 > 224.0.0.18: VRRPv2 vrid 51 priority 100 interval 1s"
                                + " addresses [10.9.0.100, 10.9.0.101] authentication PASS ***",
                        "1 advertisement(s) in 1 packet(s)"),
                lines(ETHERNET + IPV4 + ADVERT));
    }

    @Test
    void wrongTimeToLiveIsToldBesideTheRest() throws IOException {
        String line = lines(ETHERNET + IPV4.replace("ff70", "4070") + ADVERT).getFirst();

        assertTrue(line.contains("VRRPv2 vrid 51 priority 100"), line);
        assertTrue(line.endsWith(": WRONG: TTL 64 (expected: 255)"), line);
    }

    @Test
    void wrongChecksumIsTold() throws IOException {
        String line = lines(ETHERNET + IPV4 + ADVERT.replace("b85c", "b85d")).getFirst();

        assertTrue(line.startsWith(AT + "10.9.0.1 > 224.0.0.18: 24 bytes of protocol 112: WRONG: checksum: "), line);
        assertTrue(line.contains("b85d"), line);
    }

    @Test
    void truncatedAdvertisementIsToldAndTheNextIsRead() throws IOException {
        List<String> lines =
                lines(ETHERNET + IPV4.replace("002c", "0020") + ADVERT.substring(0, 24), ETHERNET + IPV4 + ADVERT);

        assertTrue(lines.get(0).contains("12 bytes of protocol 112: WRONG: length: "), lines.get(0));
        assertTrue(lines.get(1).contains("priority 100"), lines.get(1));
        assertEquals("2 advertisement(s) in 2 packet(s)", lines.get(2));
    }

    @Test
    void packetWithoutAnyPayloadIsNoCrash() throws IOException {
        String line = lines(ETHERNET + IPV4.replace("002c", "0014")).getFirst();

        assertTrue(line.contains("0 bytes of protocol 112: WRONG: length: "), line);
    }

    @Test
    void resignationIsSaid() throws IOException {
        // priority 0: the checksum grows by what the priority lost, 0x6400, and the carry
        String line = lines(ETHERNET + IPV4 + ADVERT.replace("213364", "213300").replace("b85c", "1c5d"))
                .getFirst();

        assertTrue(line.contains("priority 0 (resigns)"), line);
    }

    @Test
    void authenticationHeaderIsNamedAsWhatIsWrong() throws IOException {
        String line = lines(ETHERNET + IPV4.replace("ff70", "ff33") + ADVERT).getFirst();

        assertTrue(line.contains("authentication header (protocol 51): WRONG: "), line);
    }

    @Test
    void otherPacketsAreCountedAndPassedOver() throws IOException {
        assertEquals(
                List.of("0 advertisement(s) in 1 packet(s)"),
                lines(ETHERNET + IPV4.replace("ff70", "ff11") + "1f90270f00080000"));
    }

    @Test
    void missingFileIsToldWithWhatWasExpected() {
        String path = folder.resolve("missing.pcap").toString();
        Mainstay m = Mainstay.run("decode", path);

        assertEquals(6, m.status());
        assertEquals("mainstay: " + path + ": cannot be read (expected: a pcap or pcapng file)", m.complaint());
    }

    @Test
    void garbageIsToldWithWhatWasExpected() throws IOException {
        String path = Files.writeString(folder.resolve("garbage"), "this is no capture, whatever its name")
                .toString();
        Mainstay m = decode(path);

        assertEquals(6, m.status());
        assertTrue(m.complaint().startsWith("mainstay: " + path + ": "), m.err());
        assertTrue(m.complaint().endsWith("(expected: a pcap or pcapng file)"), m.err());
        assertEquals("", m.out());
    }

    @Test
    void fileThatEndsInAPacketGivesWhatItHasAndSaysSo() throws IOException {
        Path path = Path.of(capture(ETHERNET + IPV4 + ADVERT, ETHERNET + IPV4 + ADVERT));
        byte[] whole = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(whole, whole.length - 10));
        Mainstay m = decode(path.toString());

        assertEquals(6, m.status());
        assertTrue(m.out().startsWith(AT + "10.9.0.1 > 224.0.0.18: VRRPv2 vrid 51"), m.out());
        assertTrue(m.complaint().startsWith("mainstay: " + path + ": "), m.err());
    }
}
