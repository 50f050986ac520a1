package io.mainstay.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.channel.ChannelCodec;
import io.mainstay.conf.channel.ControllerMessage;
import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.ProxyConfig.Balance;
import io.mainstay.conf.model.ProxyConfig.Check;
import io.mainstay.conf.model.ProxyConfig.CheckType;
import io.mainstay.conf.model.ProxyConfig.Limits;
import io.mainstay.conf.model.ProxyConfig.Listener;
import io.mainstay.conf.model.ProxyConfig.OnMarkedDown;
import io.mainstay.conf.model.ProxyConfig.Role;
import io.mainstay.conf.model.ProxyConfig.Server;
import io.mainstay.conf.model.ProxyConfig.Timeouts;
import io.mainstay.conf.model.ProxyConfig.Tls;
import io.mainstay.conf.model.Secret;
import io.mainstay.conf.model.UserConfig;
import io.mainstay.conf.text.Position;
import io.mainstay.net.IpAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxyConfigTextTest {
    /** Where everything stands once it came through the channel: on the one line. */
    private static final Position LINE = new Position("(channel)", 1, 0);

    /** Every field with another value than its default; names in no alphabetical order. */
    static final ProxyConfig UNUSUAL = new ProxyConfig(
            LINE,
            List.of(
                    new Listener(
                            "write", LINE, Role.ANY, "2001:db8::5", 3307, Balance.SOURCE, List.of("z", "a"), false, 7),
                    new Listener("read", LINE, Role.READER, "*", 3306, Balance.FIRST, List.of("a", "z", "m"), true, 9)),
            List.of(
                    new Server("z", LINE, "db-z.example", 13306, 256, true, 64, 0),
                    new Server("a", LINE, "::1", 3306, 0, false, 0, 5),
                    new Server("m", LINE, "10.0.0.9", 3306, 1, false, 1, 1)),
            new Check(
                    CheckType.MYSQL,
                    3316,
                    Duration.ofMillis(1_500),
                    Duration.ofMillis(250),
                    Duration.ofSeconds(7),
                    4,
                    5,
                    Duration.ofMillis(900),
                    "monitor",
                    new Secret("p\"${x} # ' \\ \n0011"),
                    Tls.VERIFY_IDENTITY,
                    "/etc/ssl/ca.pem",
                    Duration.ZERO,
                    "HEAD",
                    "/up?a=b#c"),
            new Timeouts(
                    Duration.ofMillis(1_001),
                    Duration.ofHours(3),
                    Duration.ofMinutes(90),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ZERO,
                    0,
                    false),
            new Limits(123, 45, 8_192),
            OnMarkedDown.NONE,
            3,
            -20,
            true,
            new UserConfig("mainstay-proxy", "mysql"),
            "/opt/jdk/bin/java",
            List.of("-Xmx64m", "-Dtext=two words"));

    @Test
    void everyFieldComesThroughTheChannel() {
        String line = ChannelCodec.encode(new ControllerMessage.Configure(UNUSUAL));

        assertEquals(new ControllerMessage.Configure(UNUSUAL), ChannelCodec.decodeController(line));
        assertFalse(line.contains("\n"), line);
        assertTrue(line.startsWith("{"), line);
    }

    @Test
    void whatIsWrittenReadsAsTheSame() {
        ProxyConfig plain = ProxyConfigText.read("""
                {"servers":{"db":{"address":"10.0.0.7"}},"listeners":{"w":{"bind":"*:3306"}},"track_proxy":"off"}""");

        String line = ProxyConfigText.write(plain);
        assertEquals(line, ProxyConfigText.write(ProxyConfigText.read(line)));
        assertFalse(plain.track());
        assertEquals(UNUSUAL, ProxyConfigText.read(ProxyConfigText.write(UNUSUAL)));
    }

    @Test
    void drainComesThroughTheChannel() {
        assertEquals("{\"type\":\"drain\"}", ChannelCodec.encode(new ControllerMessage.Drain()));
        assertEquals(new ControllerMessage.Drain(), ChannelCodec.decodeController("{\"type\":\"drain\"}"));
    }

    @Test
    void addressesThatLeaveComeThroughTheChannel() {
        ControllerMessage.Release release = new ControllerMessage.Release(List.of(IpAddress.of("10.0.0.100")));
        assertEquals("{\"addresses\":[\"10.0.0.100\"],\"type\":\"release\"}", ChannelCodec.encode(release));
        assertEquals(release, ChannelCodec.decodeController(ChannelCodec.encode(release)));
    }

    @Test
    void aLineThatIsNoMessageIsRefusedWithItsReason() {
        assertEquals(
                "message type: dance (expected: configure, drain or release)",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ChannelCodec.decodeController("{\"type\":\"dance\"}"))
                        .getMessage());
        assertEquals(
                "protocol: 2 (expected: 1)",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ChannelCodec.decodeController(
                                        "{\"type\":\"configure\",\"protocol\":2,\"config\":{}}"))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> ChannelCodec.decodeController("{"));
        assertThrows(IllegalArgumentException.class, () -> ChannelCodec.decodeController("\0\1 junk"));
    }

    @Test
    void aConfigurationThatCannotRunIsRefusedWithEveryFinding() {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> ProxyConfigText.read("{\"threads\":65}"))
                        .getMessage());

        assertTrue(message.contains("proxy.threads: 65 (expected: 1..64)"), message);
        assertTrue(message.contains("proxy.servers: none (expected: at least one)"), message);
    }
}
