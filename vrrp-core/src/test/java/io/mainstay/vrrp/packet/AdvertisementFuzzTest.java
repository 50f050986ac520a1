package io.mainstay.vrrp.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mainstay.net.IpAddress;

/** Any bytes are either an advertisement or malformed for a reason; nothing is thrown. */
class AdvertisementFuzzTest {
    private static final IpAddress SOURCE = IpAddress.of("10.9.0.1");
    private static final IpAddress GROUP = IpAddress.of("224.0.0.18");
    private static final IpAddress SOURCE6 = IpAddress.of("fe80::1");
    private static final IpAddress GROUP6 = IpAddress.of("ff02::12");

    @FuzzTest
    void ipv4(byte[] message) {
        judge(message, SOURCE, GROUP);
    }

    @FuzzTest
    void ipv6(byte[] message) {
        judge(message, SOURCE6, GROUP6);
    }

    /** What was taken goes out and comes in again as the same. */
    private static void judge(byte[] message, IpAddress source, IpAddress group) {
        switch (AdvertisementCodec.decode(message, source, group)) {
            case Decoded.Malformed m -> assertFalse(m.detail().isBlank());
            case Decoded.Ok ok -> {
                byte[] again = AdvertisementCodec.encode(ok.advertisement(), source, group, ok.checksum());
                assertEquals(ok, AdvertisementCodec.decode(again, source, group));
            }
        }
    }
}
