package io.mainstay.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.linux.netlink.Message.Malformed;
import io.mainstay.linux.netlink.Message.Reason;
import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.LinkIndex;
import io.mainstay.net.MacAddress;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
    private static final String NEW_LINK = "48000000" // nlmsg_len 72
            + "1000" // nlmsg_type RTM_NEWLINK
            + "0000" // nlmsg_flags
            + "07000000" // nlmsg_seq 7
            + "00000000" // nlmsg_pid
            + "00" // ifi_family AF_UNSPEC
            + "00" // padding
            + "0100" // ifi_type ARPHRD_ETHER
            + "02000000" // ifi_index 2
            + "43100100" // ifi_flags UP|BROADCAST|RUNNING|MULTICAST|LOWER_UP
            + "00000000" // ifi_change
            + "0900" + "0300" + "6574683000" + "000000" // IFLA_IFNAME "eth0", padded
            + "0500" + "1000" + "06" + "000000" // IFLA_OPERSTATE 6, padded
            + "0800" + "0400" + "dc050000" // IFLA_MTU 1500
            + "0a00" + "0100" + "02000000000a" + "0000"; // IFLA_ADDRESS, padded

    private static final String NEW_ADDRESS = "58000000" // nlmsg_len 88
            + "1400" // nlmsg_type RTM_NEWADDR
            + "0200" // nlmsg_flags NLM_F_MULTI
            + "01000000" // nlmsg_seq 1
            + "00000000" // nlmsg_pid
            + "02" // ifa_family AF_INET
            + "18" // ifa_prefixlen 24
            + "00" // ifa_flags
            + "fd" // ifa_scope link
            + "02000000" // ifa_index 2
            + "0800" + "0100" + "0a000063" // IFA_ADDRESS 10.0.0.99, the peer
            + "0800" + "0200" + "0a000005" // IFA_LOCAL 10.0.0.5
            + "0800" + "0400" + "0a0000ff" // IFA_BROADCAST 10.0.0.255
            + "0a00" + "0300" + "7669703a3000" + "0000" // IFA_LABEL "vip:0", padded
            + "0800" + "0800" + "01020000" // IFA_FLAGS 0x201
            + "1400" + "0600" // IFA_CACHEINFO
            + "02000000" // ifa_prefered 2 s
            + "03000000" // ifa_valid 3 s
            + "00000000" + "00000000"; // cstamp, tstamp

    private static final String REFUSED = "40000000" // nlmsg_len 64
            + "0200" // nlmsg_type NLMSG_ERROR
            + "0003" // nlmsg_flags NLM_F_CAPPED|NLM_F_ACK_TLVS
            + "05000000" // nlmsg_seq 5
            + "00000000" // nlmsg_pid
            + "edffffff" // error -19
            + "28000000" + "1400" + "0505" + "05000000" + "00000000" // the request's header
            + "1b00" + "0100" // NLMSGERR_ATTR_MSG, 23 bytes
            + "697076343a20446576696365206e6f7420666f756e6400" // "ipv4: Device not found"
            + "00"; // padding

    @BeforeEach
    void littleEndianOnly() {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "the literals are little-endian");
    }

    @Test
    void newLinkIsRead() {
        assertEquals(
                new Envelope(
                        new Header(72, 16, 0, 7, 0),
                        new Message.NewLink(new LinkMessage(
                                0,
                                new LinkIndex(2),
                                0x11043,
                                "eth0",
                                Optional.of(MacAddress.of("02:00:00:00:00:0a")),
                                1500,
                                6))),
                one(NEW_LINK));
    }

    @Test
    void delLinkIsTheSameUnderAnotherType() {
        assertTrue(one(NEW_LINK.replaceFirst("1000", "1100")).message() instanceof Message.DelLink);
    }

    @Test
    void newAddressIsRead() {
        assertEquals(
                new Message.NewAddress(new AddressMessage(
                        new LinkIndex(2),
                        Cidr.of("10.0.0.5/24"),
                        0x201,
                        253,
                        Optional.of("vip:0"),
                        Optional.of(IpAddress.of("10.0.0.255")),
                        Optional.of(new CacheInfo(2, 3)))),
                one(NEW_ADDRESS).message());
    }

    @Test
    void ipv6AddressHasNoLocalAttribute() {
        Message message = one("2c000000" + "1500" + "0000" + "00000000" + "00000000" // RTM_DELADDR
                        + "0a" + "40" + "80" + "00" + "03000000" // AF_INET6, /64, permanent, global, index 3
                        + "1400" + "0100" + "fd000009000000000000000000000100") // IFA_ADDRESS
                .message();

        AddressMessage address = ((Message.DelAddress) message).address();
        assertEquals(Cidr.of("fd00:9::100/64"), address.local());
        assertTrue(address.has(Netlink.IFA_F_PERMANENT));
    }

    @Test
    void zeroErrorIsAnAck() {
        assertEquals(
                new Message.Ack(),
                one("24000000" + "0200" + "0001" + "05000000" + "00000000" // NLMSG_ERROR, capped
                                + "00000000" // error 0
                                + "28000000" + "1400" + "0505" + "05000000" + "00000000")
                        .message());
    }

    @Test
    void refusalCarriesTheKernelsWords() {
        assertEquals(
                new Message.Refused(19, "ipv4: Device not found"), one(REFUSED).message());
    }

    @Test
    void refusalWithoutWordsHasAnEmptyText() {
        assertEquals(
                new Message.Refused(1, ""),
                one("24000000" + "0200" + "0001" + "05000000" + "00000000"
                                + "ffffffff" // error -1
                                + "28000000" + "1400" + "0505" + "05000000" + "00000000")
                        .message());
    }

    @Test
    void echoedRequestBeforeTheWordsIsSkipped() {
        assertEquals(
                new Message.Refused(22, "no"),
                one("34000000" + "0200" + "0002" + "05000000" + "00000000" // NLM_F_ACK_TLVS, not capped
                                + "eaffffff" // error -22
                                + "18000000" + "1400" + "0505" + "05000000" + "00000000" // request of 24 bytes
                                + "0218000002000000" // its body
                                + "0700" + "0100" + "6e6f00" + "00") // "no"
                        .message());
    }

    @Test
    void severalMessagesInOneDatagramAreAllRead() {
        String done = "14000000" + "0300" + "0200" + "01000000" + "00000000" + "00000000";
        List<Envelope> envelopes = decode(NEW_ADDRESS + NEW_LINK + done);

        assertEquals(3, envelopes.size());
        assertEquals(new Message.Done(0), envelopes.get(2).message());
    }

    @Test
    void interruptedDumpIsMarkedInTheHeader() {
        assertTrue(one("14000000" + "0300" + "1200" + "01000000" + "00000000" + "00000000")
                .header()
                .isInterrupted());
        assertFalse(one(NEW_ADDRESS).header().isInterrupted());
    }

    @Test
    void overrunAndUnknownTypesAreSaid() {
        assertEquals(
                new Message.Overrun(),
                one("10000000" + "0400" + "0000" + "00000000" + "00000000").message());
        assertEquals(
                new Message.Unknown(24),
                one("10000000" + "1800" + "0000" + "00000000" + "00000000").message());
    }

    @Test
    void fifteenBytesAreNoHeader() {
        assertEquals(
                new Malformed(Reason.HEADER_LENGTH, "15 bytes (expected: 16 or more)"),
                one("10000000" + "1800" + "0000" + "00000000" + "000000").message());
    }

    @Test
    void lengthBeyondTheDatagramIsMalformed() {
        assertEquals(
                new Malformed(Reason.HEADER_LENGTH, "nlmsg_len: 17 (expected: 16..16)"),
                one("11000000" + "1800" + "0000" + "00000000" + "00000000").message());
    }

    @Test
    void lengthBelowTheHeadersEndsTheDatagram() {
        assertEquals(
                new Malformed(Reason.HEADER_LENGTH, "nlmsg_len: 0 (expected: 16..16)"),
                one("00000000" + "1800" + "0000" + "00000000" + "00000000").message());
    }

    @Test
    void shortStructuresAreMalformed() {
        assertEquals(
                new Malformed(Reason.BODY_LENGTH, "ifinfomsg: 4 bytes (expected: 16 or more)"),
                one("14000000" + "1000" + "0000" + "00000000" + "00000000" + "00000000")
                        .message());
        assertEquals(
                new Malformed(Reason.BODY_LENGTH, "ifaddrmsg: 4 bytes (expected: 8 or more)"),
                one("14000000" + "1400" + "0000" + "00000000" + "00000000" + "02180000")
                        .message());
        assertEquals(
                new Malformed(Reason.BODY_LENGTH, "nlmsgerr: 4 bytes (expected: 20 or more)"),
                one("14000000" + "0200" + "0000" + "00000000" + "00000000" + "ffffffff")
                        .message());
    }

    @Test
    void attributeThatLeavesTheMessageIsMalformedAndTheNextMessageIsRead() {
        List<Envelope> envelopes = decode("20000000" + "1400" + "0000" + "00000000" + "00000000"
                + "02180000" + "02000000" // ifaddrmsg
                + "0900" + "0200" + "0a000005" // nla_len 9 where 8 are left
                + NEW_LINK);

        assertEquals(
                new Malformed(Reason.ATTRIBUTE_LENGTH, "ifaddrmsg: an attribute's length leaves the message"),
                envelopes.get(0).message());
        assertTrue(envelopes.get(1).message() instanceof Message.NewLink);
    }

    @Test
    void addressWithoutAddressIsMalformed() {
        assertEquals(
                Reason.ATTRIBUTE_MISSING,
                ((Malformed) one("18000000" + "1400" + "0000" + "00000000" + "00000000" + "02180000" + "02000000")
                                .message())
                        .reason());
    }

    @Test
    void prefixLongerThanTheAddressIsMalformed() {
        assertEquals(
                new Malformed(Reason.VALUE, "ifaddrmsg: ifa_prefixlen 33, ifa_index 2"),
                one("20000000" + "1400" + "0000" + "00000000" + "00000000" + "02210000" + "02000000" + "0800" + "0200"
                                + "0a000005")
                        .message());
    }

    @Test
    void cutOffDatagramSaysSo() {
        List<Envelope> envelopes = MessageCodec.decode(HexFormat.of().parseHex(NEW_LINK), 100);

        assertEquals(
                new Malformed(Reason.BODY_LENGTH, "datagram of 100 bytes cut off (expected: at most 72)"),
                envelopes.get(1).message());
    }

    @Test
    void everyTruncationAndRandomBytesNeverThrow() {
        for (String whole : List.of(NEW_LINK, NEW_ADDRESS, REFUSED)) {
            for (int i = 0; i <= whole.length(); i += 2) {
                assertNotNull(decode(whole.substring(0, i)));
            }
        }
        Random random = new Random(20261121);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = HexFormat.of().parseHex(i % 2 == 0 ? NEW_ADDRESS : REFUSED);
            for (int j = 0; j < 3; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertNotNull(MessageCodec.decode(bytes, bytes.length));
        }
    }

    private static Envelope one(String hex) {
        List<Envelope> envelopes = decode(hex);
        assertEquals(1, envelopes.size(), envelopes::toString);
        return envelopes.get(0);
    }

    private static List<Envelope> decode(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return MessageCodec.decode(bytes, bytes.length);
    }
}
