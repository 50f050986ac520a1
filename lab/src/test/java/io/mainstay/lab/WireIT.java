package io.mainstay.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.lab.server.Kind;
import io.mainstay.lab.server.Router;
import io.mainstay.lab.server.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Version 3, IPv6 and unicast against keepalived: who has the address, and who gets it when that one goes. */
@Tag("lab")
final class WireIT {
    private static final String VIP6 = "fd00:77::100";
    private static final String LINK_LOCAL = "fe80::77:100";
    private static final String N1 = "10.77.0.11";
    private static final String N2 = "10.77.0.12";

    /** A few intervals of 0.1 s, and whatever a busy machine adds. */
    private static final Duration SETTLED = Duration.ofMillis(1_500);

    /** How late a dead node's address may go after the peer has it. */
    private static final Duration STRANDED = Duration.ofMillis(1_100);

    private static Settings v3(int priority, String... lines) {
        List<String> all = new ArrayList<>(List.of("version 3", "advert_int 0.1"));
        all.addAll(List.of(lines));
        return Settings.of(priority, Pair.VIP).withExtra(all.toArray(String[]::new));
    }

    private static Settings v6(int priority, String... lines) {
        List<String> all = new ArrayList<>(List.of("advert_int 0.1"));
        all.addAll(List.of(lines));
        return Settings.of(priority, LINK_LOCAL + "/64\n        " + VIP6).withExtra(all.toArray(String[]::new));
    }

    private static String[] unicast(String own, String peer, String... more) {
        List<String> lines =
                new ArrayList<>(List.of("unicast_src_ip " + own, "unicast_peer {\n        " + peer + "\n    }"));
        lines.addAll(List.of(more));
        return lines.toArray(String[]::new);
    }

    @BothWaysRound
    void version3AtATenthOfASecond(Kind first, Kind second) {
        moves(first, second, v3(110), v3(100), Pair.VIP);
    }

    @BothWaysRound
    void version3BackupFollowsAMasterOfAnotherInterval(Kind first, Kind second) {
        moves(first, second, v3(110), v3(100, "advert_int 0.3"), Pair.VIP);
    }

    @BothWaysRound
    void version3OverIpv6(Kind first, Kind second) {
        moves(first, second, v6(110), v6(100), VIP6);
    }

    @BothWaysRound
    void unicastOfVersion2WithAPassword(Kind first, Kind second) {
        Settings one = Settings.of(110, Pair.VIP).withPassword("s3cret").withExtra(unicast(N1, N2));
        Settings two = Settings.of(100, Pair.VIP).withPassword("s3cret").withExtra(unicast(N2, N1));
        moves(first, second, one, two, Pair.VIP);
    }

    @BothWaysRound
    void unicastOfVersion3(Kind first, Kind second) {
        moves(first, second, v3(110, unicast(N1, N2)), v3(100, unicast(N2, N1)), Pair.VIP);
    }

    @BothWaysRound
    void unicastOverIpv6(Kind first, Kind second) {
        String one = "fd00:77::11";
        String two = "fd00:77::12";
        moves(first, second, v6(110, unicast(one, two)), v6(100, unicast(two, one)), VIP6);
    }

    @BothWaysRound
    void bothFamiliesOnOneInterfaceWithOneNumber(Kind first, Kind second) {
        moves(first, second, dual(110), dual(100), Pair.VIP);
    }

    private static Settings dual(int priority) {
        String six = """
                vrrp_instance VI_6 {
                    state BACKUP
                    interface eth0
                    virtual_router_id 51
                    priority %d
                    advert_int 0.1
                    virtual_ipaddress {
                        %s/64
                        %s
                    }
                }
                """.formatted(priority, LINK_LOCAL, VIP6);
        Settings four = v3(priority);
        return new Settings(four.state(), priority, four.vip(), "", four.extra(), List.of(six));
    }

    /** On n1, to n2 on an orderly stop, back, to n2 on a kill, back, to n2 on a freeze, and back without a quarrel. */
    private static void moves(Kind first, Kind second, Settings one, Settings two, String vip) {
        try (Pair pair = new Pair()) {
            pair.n1.sh("ip addr add fd00:77::11/64 dev eth0 nodad").orThrow();
            pair.n2.sh("ip addr add fd00:77::12/64 dev eth0 nodad").orThrow();
            Router master = pair.router(first, pair.n1, one);
            pair.router(second, pair.n2, two);
            alone(pair.n1, pair.n2, vip);
            master.stop();
            alone(pair.n2, pair.n1, vip);
            master.restart();
            alone(pair.n1, pair.n2, vip);
            master.killAll();
            Waiting.until(vip + " on n2", Pair.TAKEOVER, () -> pair.n2.has(vip));
            if (first == Kind.MAINSTAY) {
                Waiting.until(vip + " gone from n1", STRANDED, () -> !pair.n1.has(vip));
            }
            master.restart();
            alone(pair.n1, pair.n2, vip);
            master.freeze();
            Waiting.until(vip + " on n2", Pair.TAKEOVER, () -> pair.n2.has(vip));
            if (first == Kind.MAINSTAY) {
                Waiting.until(vip + " gone from n1", STRANDED, () -> !pair.n1.has(vip));
            }
            master.thaw();
            alone(pair.n1, pair.n2, vip);
            assertTrue(pair.n1.has(vip), "the better one has it in the end");
        }
    }

    private static void alone(Host here, Host there, String vip) {
        Waiting.steady(
                vip + " on " + here.name() + " alone",
                SETTLED,
                Pair.TAKEOVER.plusSeconds(4),
                () -> here.has(vip) && !there.has(vip));
    }
}
