package io.mainstay.vrrp.packet;

import static io.mainstay.vrrp.packet.ChecksumForm.MESSAGE_ONLY;
import static io.mainstay.vrrp.packet.ChecksumForm.PSEUDO_HEADER;
import static io.mainstay.vrrp.packet.Wire.bytes;
import static io.mainstay.vrrp.packet.Wire.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mainstay.net.IpAddress;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden vectors: the same bytes that keepalived 2.4.3 sends for these virtual routers. */
class AdvertisementCodecTest {
    private static final IpAddress SOURCE = IpAddress.of("10.9.0.1");
    private static final IpAddress GROUP = IpAddress.of("224.0.0.18");
    private static final IpAddress SOURCE6 = IpAddress.of("fe80::ff:fe00:a");
    private static final IpAddress GROUP6 = IpAddress.of("ff02::12");

    private static final String V2_NONE = """
            21                | version 2, type 1
            33                | vrid 51
            64                | priority 100
            01                | one address
            00                | authentication: none
            01                | interval 1 s
            705d              | checksum
            0a090064          | 10.9.0.100
            0000000000000000  | authentication data, there although unused
            """;

    private static final String V2_PASS = """
            21                | version 2, type 1
            33                | vrid 51
            64                | priority 100
            02                | two addresses
            01                | authentication: simple
            01                | interval 1 s
            b85c              | checksum, authentication data included
            0a090064          | 10.9.0.100
            0a090065          | 10.9.0.101
            7333637265747077  | s3cretpw
            """;

    private static final String V3_IPV4 = """
            31                | version 3, type 1
            33                | vrid 51
            64                | priority 100
            01                | one address
            0019              | 25 centiseconds
            75ac              | checksum over pseudo-header and message
            0a090064          | 10.9.0.100
            """;

    private static final String V3_IPV4_MESSAGE_ONLY = """
            31                | version 3, type 1
            33                | vrid 51
            64                | priority 100
            01                | one address
            0019              | 25 centiseconds
            6045              | checksum over the message alone (RFC 9568 5.2.8)
            0a090064          | 10.9.0.100
            """;

    private static final String V3_IPV6 = """
            31                                | version 3, type 1
            33                                | vrid 51
            64                                | priority 100
            02                                | two addresses
            0032                              | 50 centiseconds
            7084                              | checksum over pseudo-header and message
            fe800000000000000000000000000051  | fe80::51
            fd000009000000000000000000000100  | fd00:9::100
            """;

    private static Advertisement v2(Authentication authentication, String... addresses) {
        return advertisement(2, 100, authentication, addresses);
    }

    private static Advertisement v3(int centis, String... addresses) {
        return advertisement(3, centis, Authentication.NONE, addresses);
    }

    private static Advertisement advertisement(
            int version, int centis, Authentication authentication, String... addresses) {
        List<IpAddress> list = Stream.of(addresses).map(IpAddress::of).toList();
        return new Advertisement(version, new Vrid(51), 100, new Centis(centis), list, authentication);
    }

    private static ChecksumForm form(Advertisement a) {
        return a.version() == 2 ? MESSAGE_ONLY : PSEUDO_HEADER;
    }

    static Stream<Arguments> vectors() {
        Authentication pass = new Authentication.Simple(Password.of("s3cretpw"));
        return Stream.of(
                Arguments.of("v2", V2_NONE, v2(Authentication.NONE, "10.9.0.100"), SOURCE, GROUP),
                Arguments.of("v2 PASS", V2_PASS, v2(pass, "10.9.0.100", "10.9.0.101"), SOURCE, GROUP),
                Arguments.of("v3 IPv4", V3_IPV4, v3(25, "10.9.0.100"), SOURCE, GROUP),
                Arguments.of("v3 IPv6", V3_IPV6, v3(50, "fe80::51", "fd00:9::100"), SOURCE6, GROUP6));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    @DisplayName("W14 W16 W19 W20: what goes out is the golden vector")
    void encodesGoldenVector(String name, String wire, Advertisement a, IpAddress source, IpAddress group) {
        assertEquals(hex(bytes(wire)), hex(AdvertisementCodec.encode(a, source, group, PSEUDO_HEADER)), name);
    }

    @Test
    @DisplayName("W21: RFC 9568's checksum goes out where it is asked for, and only over IPv4")
    void encodesTheFormAskedFor() {
        Advertisement four = v3(25, "10.9.0.100");
        assertEquals(
                hex(bytes(V3_IPV4_MESSAGE_ONLY)), hex(AdvertisementCodec.encode(four, SOURCE, GROUP, MESSAGE_ONLY)));
        Advertisement six = v3(50, "fe80::51", "fd00:9::100");
        assertEquals(hex(bytes(V3_IPV6)), hex(AdvertisementCodec.encode(six, SOURCE6, GROUP6, MESSAGE_ONLY)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void decodesGoldenVector(String name, String wire, Advertisement a, IpAddress source, IpAddress group) {
        assertEquals(new Decoded.Ok(a, form(a)), AdvertisementCodec.decode(bytes(wire), source, group), name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    @DisplayName("W26: a message cut anywhere is refused for its length")
    void cutAnywhereIsRefused(String name, String wire, Advertisement a, IpAddress source, IpAddress group) {
        byte[] whole = bytes(wire);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertRejected(Rejection.LENGTH, AdvertisementCodec.decode(cut, source, group), name + " cut at " + length);
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertRejected(Rejection.LENGTH, AdvertisementCodec.decode(longer, source, group), name + " and one more");
        assertEquals(a.vrid().value(), whole[1]);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    @DisplayName("W22: any one wrong bit in priority, addresses or authentication data is seen")
    void everyFlippedBitBehindTheHeaderIsSeen(
            String name, String wire, Advertisement a, IpAddress source, IpAddress group) {
        byte[] whole = bytes(wire);
        for (int bit = 8 * 6; bit < 8 * whole.length; bit++) {
            byte[] wrong = whole.clone();
            wrong[bit / 8] ^= (byte) (0x80 >> bit % 8);
            assertRejected(
                    Rejection.CHECKSUM, AdvertisementCodec.decode(wrong, source, group), name + " bit " + bit + a);
        }
    }

    @Test
    @DisplayName("W21: over IPv4 both forms of the v3 checksum are right")
    void takesVersion3ChecksumWithoutPseudoHeader() {
        assertEquals(
                new Decoded.Ok(v3(25, "10.9.0.100"), MESSAGE_ONLY),
                AdvertisementCodec.decode(bytes(V3_IPV4_MESSAGE_ONLY), SOURCE, GROUP));
    }

    @Test
    @DisplayName("W20: over IPv6 the pseudo-header belongs to it")
    void refusesVersion3OverIpv6ForAnotherSource() {
        Decoded decoded = AdvertisementCodec.decode(bytes(V3_IPV6), IpAddress.of("fe80::ff:fe00:b"), GROUP6);
        assertRejected(Rejection.CHECKSUM, decoded, "other source");
    }

    @Test
    @DisplayName("W19: the reserved nibble of version 3 is ignored")
    void ignoresTheReservedNibble() {
        byte[] message = bytes("""
                31        | version 3, type 1
                33        | vrid 51
                64        | priority 100
                01        | one address
                f019      | reserved bits set, 25 centiseconds
                7044      | checksum over the message alone
                0a090064  | 10.9.0.100
                """);
        assertEquals(
                new Decoded.Ok(v3(25, "10.9.0.100"), MESSAGE_ONLY), AdvertisementCodec.decode(message, SOURCE, GROUP));
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of(Rejection.LENGTH, "7 bytes (expected: at least 8)", "21336401000170"),
                Arguments.of(
                        Rejection.LENGTH,
                        "20 bytes for 2 addresses (expected: 24)",
                        "21336402 0001 6f5d 0a090064 0000000000000000"),
                Arguments.of(
                        Rejection.VERSION,
                        "version 4 (expected: 2 or 3)",
                        "41336401 0001 505d 0a090064 0000000000000000"),
                Arguments.of(
                        Rejection.TYPE,
                        "type 2 (expected: 1, advertisement)",
                        "22336401 0001 6f5d 0a090064 0000000000000000"),
                Arguments.of(
                        Rejection.CHECKSUM,
                        "checksum 0x705e does not match",
                        "21336401 0001 705e 0a090064 0000000000000000"),
                Arguments.of(
                        Rejection.AUTH_TYPE,
                        "authentication type 2 (expected: 0 or 1)",
                        "21336401 0201 6e5d 0a090064 0000000000000000"),
                Arguments.of(
                        Rejection.INTERVAL_ZERO,
                        "advertisement interval 0 (expected: 1 or more)",
                        "21336401 0000 705e 0a090064 0000000000000000"),
                Arguments.of(
                        Rejection.INTERVAL_ZERO,
                        "advertisement interval 0 (expected: 1 or more)",
                        "31336401 0000 605e 0a090064"),
                Arguments.of(
                        Rejection.ADDRESS_COUNT_ZERO,
                        "no address (expected: 1 or more)",
                        "21336400 0001 7acb 0000000000000000"),
                Arguments.of(Rejection.ADDRESS_COUNT_ZERO, "no address (expected: 1 or more)", "3133c800 0064 0668"),
                Arguments.of(
                        Rejection.VRID_ZERO,
                        "vrid 0 (expected: 1..255)",
                        "21006401 0001 7090 0a090064 0000000000000000"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("malformed")
    @DisplayName("W10 W11 W12 W18 W23: every malformed packet names its reason")
    void namesWhatIsWrong(Rejection reason, String detail, String wire) {
        assertEquals(new Decoded.Malformed(reason, detail), AdvertisementCodec.decode(bytes(wire), SOURCE, GROUP));
    }

    @Test
    void takes255AddressesAnd255Seconds() {
        List<IpAddress> addresses = IntStream.rangeClosed(1, 255)
                .mapToObj(i -> IpAddress.of("10.9.1." + i))
                .toList();
        Advertisement a = new Advertisement(
                2, new Vrid(255), 0, Centis.ofSeconds(255), addresses, new Authentication.Simple(Password.of("x")));
        byte[] wire = AdvertisementCodec.encode(a, SOURCE, GROUP, PSEUDO_HEADER);
        assertEquals(8 + 4 * 255 + 8, wire.length);
        assertEquals("21ff00ff01ff", hex(wire).substring(0, 12));
        assertEquals(new Decoded.Ok(a, form(a)), AdvertisementCodec.decode(wire, SOURCE, GROUP));
    }

    @Test
    void whateverIsMadeIsReadBack() {
        Random random = new Random(3768);
        for (int i = 0; i < 20_000; i++) {
            Advertisement a = randomAdvertisement(random);
            byte[] wire = AdvertisementCodec.encode(a, SOURCE, GROUP, PSEUDO_HEADER);
            assertEquals(new Decoded.Ok(a, form(a)), AdvertisementCodec.decode(wire, SOURCE, GROUP));
        }
    }

    private static Advertisement randomAdvertisement(Random random) {
        int version = random.nextBoolean() ? 2 : 3;
        Centis interval =
                version == 2 ? Centis.ofSeconds(1 + random.nextInt(255)) : new Centis(1 + random.nextInt(4095));
        Authentication authentication = version == 2 && random.nextBoolean()
                ? new Authentication.Simple(Password.of(randomBytes(random, 8)))
                : Authentication.NONE;
        List<IpAddress> addresses = Stream.generate(() -> IpAddress.of(randomBytes(random, 4)))
                .limit(1 + random.nextInt(4))
                .toList();
        return new Advertisement(
                version, new Vrid(1 + random.nextInt(255)), random.nextInt(256), interval, addresses, authentication);
    }

    @Test
    void randomBytesNeverThrow() {
        Random random = new Random(112);
        int taken = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] message = randomBytes(random, random.nextInt(64));
            if (message.length > 0 && random.nextBoolean()) {
                message[0] = (byte) (random.nextBoolean() ? 0x21 : 0x31); // deeper than the first check
            }
            if (message.length > 3 && random.nextBoolean()) {
                message[3] = (byte) random.nextInt(4);
            }
            Decoded decoded = AdvertisementCodec.decode(message, SOURCE, GROUP);
            taken += decoded instanceof Decoded.Ok ? 1 : 0;
        }
        assertEquals(0, taken, "a checksum of 16 bits lets few through, this seed none");
    }

    @Test
    void spoiltAdvertisementsNeverThrow() {
        Random random = new Random(1071);
        for (int i = 0; i < 200_000; i++) {
            byte[] wire = AdvertisementCodec.encode(randomAdvertisement(random), SOURCE, GROUP, PSEUDO_HEADER);
            wire[random.nextInt(wire.length)] = (byte) random.nextInt(256);
            AdvertisementCodec.decode(Arrays.copyOf(wire, wire.length - random.nextInt(3)), SOURCE, GROUP);
        }
    }

    private static byte[] randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void assertRejected(Rejection reason, Decoded decoded, String where) {
        Decoded.Malformed malformed = assertInstanceOf(Decoded.Malformed.class, decoded, where);
        assertEquals(reason, malformed.reason(), where + ": " + malformed.detail());
    }
}
