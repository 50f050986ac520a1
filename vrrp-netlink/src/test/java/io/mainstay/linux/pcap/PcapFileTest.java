package io.mainstay.linux.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.linux.raw.Frames;
import io.mainstay.net.IpAddress;
import io.mainstay.net.MacAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcap4j.packet.ArpPacket;
import org.pcap4j.packet.IllegalPacket;
import org.pcap4j.packet.IpV4Packet;

class PcapFileTest {
    private static final String MESSAGE = "21336402" + "0101b85c" + "0a090064" + "0a090065" + "7333637265747077";
    private static final String FRAME = "01005e00001202000000000a0800" // Ethernet
            + "45c0002c00010000ff70d0840a090001e0000012" // IPv4
            + MESSAGE;

    @TempDir
    Path folder;

    private Path pcap(ByteOrder order, int magic, int fraction, String... frames) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4096).order(order);
        bytes.putInt(magic).putShort((short) 2).putShort((short) 4); // version 2.4
        bytes.putInt(0).putInt(0).putInt(65535).putInt(1); // zone, accuracy, snap length, Ethernet
        for (String frame : frames) {
            byte[] raw = HexFormat.of().parseHex(frame);
            bytes.putInt(1_700_000_000).putInt(fraction).putInt(raw.length).putInt(raw.length);
            bytes.put(raw);
        }
        byte[] file = new byte[bytes.position()];
        bytes.get(0, file);
        return Files.write(folder.resolve("capture.pcap"), file);
    }

    @Test
    void microsecondsOfEitherByteOrderAreRead() throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            try (PcapFile file = PcapFile.open(pcap(order, 0xa1b2c3d4, 123_456, FRAME))) {
                PcapFile.Captured captured = file.next().orElseThrow();

                assertEquals(Instant.parse("2023-11-14T22:13:20.123456Z"), captured.at());
                assertEquals(Optional.empty(), file.next());
            }
        }
    }

    @Test
    void nanosecondsAreKept() throws IOException {
        try (PcapFile file = PcapFile.open(pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b23c4d, 123_456_789, FRAME))) {
            assertEquals(
                    Instant.parse("2023-11-14T22:13:20.123456789Z"),
                    file.next().orElseThrow().at());
        }
    }

    @Test
    void pcapngIsRead() throws IOException {
        String frame = FRAME + "0000"; // padded to four
        Path path = folder.resolve("capture.pcapng");
        Files.write(
                path,
                HexFormat.of()
                        .parseHex("0a0d0d0a" + "1c000000" + "4d3c2b1a" + "0100" + "0000" + "ffffffffffffffff"
                                + "1c000000"
                                + "01000000" + "14000000" + "0100" + "0000" + "ffff0000" + "14000000"
                                + "06000000" + "5c000000" + "00000000" + "000a0600" + "00000000" // 0x60a0000000000 µs
                                + "3a000000" + "3a000000" + frame + "5c000000"));
        try (PcapFile file = PcapFile.open(path)) {
            assertTrue(file.next().orElseThrow().packet().contains(VrrpPacket.class));
        }
    }

    @Test
    void protocol112IsAVrrpPacketBesideTheOthers() throws IOException {
        String arp = HexFormat.of()
                .formatHex(Frames.gratuitousArp(MacAddress.of("02:00:00:00:00:0a"), IpAddress.of("10.9.0.100")));
        try (PcapFile file = PcapFile.open(pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 0, FRAME, arp))) {
            var first = file.next().orElseThrow().packet();
            VrrpPacket vrrp = first.get(VrrpPacket.class);

            assertEquals(
                    "10.9.0.1",
                    first.get(IpV4Packet.class).getHeader().getSrcAddr().getHostAddress());
            assertEquals(2, vrrp.getHeader().version());
            assertEquals(1, vrrp.getHeader().type());
            assertEquals(51, vrrp.getHeader().vrid());
            assertEquals(100, vrrp.getHeader().priority());
            assertEquals(2, vrrp.getHeader().count());
            assertEquals(0xb85c, vrrp.getHeader().checksum());
            assertEquals(MESSAGE, HexFormat.of().formatHex(vrrp.message()));
            assertEquals(FRAME, HexFormat.of().formatHex(first.getRawData()));
            assertFalse(vrrp.toString().contains("s3cretpw") || vrrp.toString().contains("73 33 63 72"));

            assertTrue(file.next().orElseThrow().packet().contains(ArpPacket.class));
        }
    }

    @Test
    void packetBuiltOfItsBuilderIsTheSame() throws IOException {
        try (PcapFile file = PcapFile.open(pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 0, FRAME))) {
            var packet = file.next().orElseThrow().packet();

            assertEquals(packet, packet.getBuilder().build());
        }
    }

    @Test
    void messageOfSevenBytesIsIllegalAndTheFileGoesOn() throws IOException {
        String tooShort =
                "01005e00001202000000000a0800" + "45c0001b00010000ff70d0950a090001e0000012" + "21336402010170";
        try (PcapFile file = PcapFile.open(pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 0, tooShort, FRAME))) {
            assertTrue(file.next().orElseThrow().packet().contains(IllegalPacket.class));
            assertTrue(file.next().orElseThrow().packet().contains(VrrpPacket.class));
        }
    }

    @Test
    void fileCutOffInAPacketSaysSo() throws IOException {
        Path path = pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 0, FRAME);
        byte[] whole = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(whole, whole.length - 5));
        try (PcapFile file = PcapFile.open(path)) {
            IOException e = assertThrows(IOException.class, file::next);

            assertTrue(String.valueOf(e.getMessage()).startsWith(path + ": "), e.getMessage());
        }
    }

    @Test
    void otherFilesAreRefusedByName() throws IOException {
        Path path = Files.writeString(folder.resolve("notes.txt"), "these are no packets at all, only words");

        IOException e = assertThrows(IOException.class, () -> PcapFile.open(path));
        assertTrue(String.valueOf(e.getMessage()).startsWith(path + ": "), e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).endsWith("(expected: a pcap or pcapng file)"), e.getMessage());
    }

    @Test
    void missingFileIsRefusedByName() {
        Path path = folder.resolve("nothing.pcap");

        IOException e = assertThrows(IOException.class, () -> PcapFile.open(path));
        assertEquals(path + ": cannot be read (expected: a pcap or pcapng file)", e.getMessage());
    }
}
