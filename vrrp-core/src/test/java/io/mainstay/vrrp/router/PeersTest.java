package io.mainstay.vrrp.router;

import static io.mainstay.vrrp.router.Host.packet;
import static io.mainstay.vrrp.router.Host.words;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mainstay.net.LinkIndex;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.packet.Password;
import io.mainstay.vrrp.packet.Rejection;
import io.mainstay.vrrp.router.Host.Spec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PeersTest {
    private static final Spec SPEC = Spec.of("A", 51, 100, "10.9.0.100/24");
    private static final Authentication PASS = new Authentication.Simple(Password.of("1111"));
    private static final Authentication OTHER = new Authentication.Simple(Password.of("2222"));

    private static Packet with(Packet p, int ttl, byte[] payload) {
        return new Packet(p.link(), p.source(), p.destination(), ttl, payload);
    }

    static Stream<Arguments> mismatches() {
        Packet plain = packet("10.9.0.9", 51, 150, "10.9.0.100");
        byte[] version3 = plain.payload().clone();
        version3[0] = 0x31;
        byte[] spoilt = plain.payload().clone();
        spoilt[2] ^= 1;
        return Stream.of(
                Arguments.of(
                        Rejection.AUTH_FAILURE,
                        "the password is another one (auth_pass)",
                        PASS,
                        packet("10.9.0.9", 51, 150, 1, OTHER, "10.9.0.100")),
                Arguments.of(Rejection.AUTH_TYPE, "authentication type 0, none (expected: 1, PASS)", PASS, plain),
                Arguments.of(
                        Rejection.AUTH_TYPE,
                        "authentication type 1, PASS (expected: 0, none)",
                        Authentication.NONE,
                        packet("10.9.0.9", 51, 150, 1, PASS, "10.9.0.100")),
                Arguments.of(
                        Rejection.INTERVAL,
                        "advertisement interval 2s (expected: 1s)",
                        Authentication.NONE,
                        packet("10.9.0.9", 51, 150, 2, Authentication.NONE, "10.9.0.100")),
                Arguments.of(
                        Rejection.VERSION,
                        "VRRP version 3 (expected: 2)",
                        Authentication.NONE,
                        with(plain, 255, version3)),
                Arguments.of(
                        Rejection.TTL,
                        "TTL 254 (expected: 255)",
                        Authentication.NONE,
                        with(plain, 254, plain.payload())),
                Arguments.of(
                        Rejection.LENGTH,
                        "2 bytes (expected: at least 8)",
                        Authentication.NONE,
                        with(plain, 255, new byte[] {0x21, 51})),
                Arguments.of(
                        Rejection.CHECKSUM,
                        String.format("checksum 0x%02x%02x does not match", spoilt[6], spoilt[7]),
                        Authentication.NONE,
                        with(plain, 255, spoilt)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("mismatches")
    @DisplayName("W5 W10 W15 W17 W22: who differs is dropped, counted, named once and shown")
    void rejectedPeersAreRecordedWithWhatDiffers(Rejection reason, String detail, Authentication ours, Packet theirs) {
        Host host = Host.started(SPEC.build(true, ours, 3));
        assertEquals(
                List.of("A WARN peer 10.9.0.9 speaks for vrid 51 but is not understood: " + detail
                        + "; while this lasts both may be master"),
                words(host.hear(theirs)));
        assertEquals(List.of(), host.hear(theirs), "said once, counted from then on");
        int claimed = theirs.payload().length < 8 ? -1 : theirs.payload()[2] & 0xff;
        Peer peer = host.router("A").peers().getFirst();
        assertEquals(new Peer(theirs.source(), host.now(), -1, 0, 2, claimed, false, reason, detail), peer);
        assertEquals(2, host.router("A").statistics().get(reason));
        assertEquals(2L, host.router("A").statistics().byLabel().get("rejected_" + reason.label()));
    }

    @Test
    void aPeerThatIsUnderstoodAgainIsSaidToBe() {
        Host host = Host.started(SPEC.build());
        host.hear(packet("10.9.0.9", 51, 150, 2, Authentication.NONE, "10.9.0.100"));
        assertEquals(
                List.of("A info peer 10.9.0.9 is understood again"),
                words(host.hear(packet("10.9.0.9", 51, 150, "10.9.0.100"))));
    }

    @Test
    @DisplayName("W30: another address list is told, not punished")
    void anotherAddressListIsARemark() {
        Host host = Host.started(SPEC.build());
        Packet more = packet("10.9.0.9", 51, 150, "10.9.0.100", "10.9.0.101");
        assertEquals(
                List.of("A WARN peer 10.9.0.9 advertises virtual addresses [10.9.0.100, 10.9.0.101]"
                        + " (ours: [10.9.0.100])"),
                words(host.hear(more)));
        assertEquals(List.of(), host.hear(more));
        assertEquals(2, host.router("A").statistics().get(Counter.ADDRESS_LIST_DIFFERS));
        assertEquals(150, host.router("A").peers().getFirst().priority());
    }

    @Test
    void atMostSixteenPeersAreKeptTheOneSilentLongestGoesFirst() {
        Host host = Host.started(SPEC.build());
        for (int i = 1; i <= 20; i++) {
            host.hear(packet("10.9.1." + i, 51, 150, "10.9.0.100"));
            host.pass(10);
        }
        List<String> sources = host.router("A").peers().stream()
                .map(p -> p.source().toString())
                .toList();
        assertEquals(16, sources.size());
        assertEquals("10.9.1.5", sources.getFirst());
        assertEquals("10.9.1.20", sources.getLast());
        assertEquals(4, host.router("A").statistics().get(Counter.PEERS_FORGOTTEN));
    }

    @Test
    void strangersCannotFloodTheLog() {
        Host host = Host.started(SPEC.build());
        int notes = 0;
        for (int i = 0; i < 1_000; i++) {
            Packet p = packet("10.9." + i / 250 + "." + (i % 250 + 3), 51, 150, 2, Authentication.NONE, "10.9.0.100");
            notes += host.hear(p).size();
        }
        assertEquals(8, notes);
        assertEquals(992, host.router("A").statistics().get(Counter.NOTE_WITHHELD));
        host.pass(10_000);
        Packet later = packet("10.9.7.7", 51, 150, 2, Authentication.NONE, "10.9.0.100");
        assertEquals(1, host.hear(later).size());
    }

    @Test
    @DisplayName("W12 W27: what belongs to nobody here is counted and left alone")
    void unknownVirtualRoutersAreCounted() {
        Host host = Host.started(SPEC.build());
        Packet known = packet("10.9.0.9", 51, 150, "10.9.0.100");
        host.hear(packet("10.9.0.9", 52, 150, "10.9.0.100"));
        host.hear(new Packet(new LinkIndex(3), known.source(), known.destination(), 255, known.payload()));
        host.hear(with(known, 255, new byte[0]));
        host.hear(with(known, 255, new byte[] {0x21}));
        host.hear(with(known, 255, new byte[] {0x21, 0}));
        assertEquals(5, host.table().unknownVrid());
        assertEquals(List.of(), host.router("A").peers());
    }

    @Test
    void ourOwnAdvertisementsAreNoPeers() {
        Host host = Host.started(SPEC.build());
        assertEquals(List.of(), host.hear(packet("10.9.0.2", 51, 150, "10.9.0.100")));
        assertEquals(1, host.router("A").statistics().get(Counter.LOOPED));
        assertEquals(List.of(), host.router("A").peers());
    }
}
