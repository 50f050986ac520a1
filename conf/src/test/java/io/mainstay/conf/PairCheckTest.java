package io.mainstay.conf;

import static io.mainstay.conf.Samples.router;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.PairCheck.Host;
import io.mainstay.conf.Samples.Router;
import io.mainstay.conf.model.VirtualRouterConfig;
import io.mainstay.conf.text.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairCheckTest {
    private static final String A_IS_MASTER =
            "NOTE vrrp_instance VI_1: when all is well a runs with 100 and b with 90: a is master";

    @Test
    void twoThatFitSayWhoIsMaster() {
        assertEquals(List.of(A_IS_MASTER), compare(router("VI_1", 100), router("VI_1", 90)));
    }

    @Test
    void eachMismatchThatMakesTwoMastersIsAnError() {
        assertEquals(
                List.of(
                        "ERROR vrrp_instance VI_1.virtual_router_id: 51 on a, 52 on b: they ignore each other, and both"
                                + " become master",
                        A_IS_MASTER),
                compare(router("VI_1", 100), router("VI_1", 90).vrid(52)));
        assertEquals(
                List.of(
                        "ERROR vrrp_instance VI_1.vrrp_version: 2 on a, 3 on b: each throws the other's adverts away, and"
                                + " both become master",
                        A_IS_MASTER),
                compare(router("VI_1", 100), router("VI_1", 90).version(3)));
        assertEquals(
                List.of(
                        "ERROR vrrp_instance VI_1.advert_int: 1s on a, 2s on b: each throws the other's adverts away, and"
                                + " both become master",
                        A_IS_MASTER),
                compare(router("VI_1", 100), router("VI_1", 90).interval(200)));
        assertEquals(
                List.of(
                        "ERROR vrrp_instance VI_1.authentication: on one host only: each throws the other's adverts away,"
                                + " and both become master",
                        A_IS_MASTER),
                compare(router("VI_1", 100).password("x"), router("VI_1", 90)));
        assertEquals(
                List.of(
                        "ERROR vrrp_instance VI_1.authentication: the passwords differ: each throws the other's adverts"
                                + " away, and both become master",
                        A_IS_MASTER),
                compare(router("VI_1", 100).password("x"), router("VI_1", 90).password("y")));
    }

    @Test
    void aBackupOfVersionThreeTakesTheMastersIntervalOver() {
        assertEquals(
                List.of(
                        "WARNING vrrp_instance VI_1.advert_int: 1s on a, 0.25s on b: the backup takes over the master's"
                                + " (RFC 9568 6.4.2)",
                        A_IS_MASTER),
                compare(
                        router("VI_1", 100).version(3),
                        router("VI_1", 90).version(3).interval(25)));
    }

    @Test
    void addressesOfOneHostOnlyAreNamed() {
        assertEquals(
                List.of(
                        "WARNING vrrp_instance VI_1.virtual_ipaddress: 10.0.0.5/24 on a only, 10.0.0.5/32 on b only: what"
                                + " stands on one host only is lost when the other is master, and keepalived before"
                                + " 2.3.3 throws such adverts away",
                        A_IS_MASTER),
                compare(router("VI_1", 100), router("VI_1", 90).addresses("10.0.0.5/32")));
    }

    @Test
    void anInstanceOfOneHostOnlyHasNobodyToTakeOver() {
        List<Diagnostic> found = PairCheck.compare(
                new Host("a", Samples.config(router("VI_1", 100).made())),
                new Host("b", Samples.config(router("VI_2", 90).vrid(52).made())));

        assertEquals(
                List.of(
                        "WARNING vrrp_instance VI_1: stands on a only: nobody takes over, as b has no instance with"
                                + " virtual_router_id 51",
                        "WARNING vrrp_instance VI_2: stands on b only: nobody takes over, as a has no instance with"
                                + " virtual_router_id 52"),
                texts(found));
    }

    @Test
    void instancesFindEachOtherByVridWhateverTheirNames() {
        assertEquals(List.of(A_IS_MASTER), compare(router("VI_1", 100), router("mysql", 90)));
    }

    @Test
    void aRefusedInstanceMeansNoFailover() {
        assertEquals(
                List.of("ERROR vrrp_instance VI_1: does not run on b (no interface): no failover", A_IS_MASTER),
                compare(router("VI_1", 100), router("VI_1", 90).refused("no interface")));
    }

    @Test
    void equalPrioritiesAreDecidedByTheAddress() {
        assertEquals(
                List.of(
                        "WARNING vrrp_instance VI_1.priority: both run with 100 when all is well: the first one up stays"
                                + " master, and at a tie the higher address wins"),
                compare(router("VI_1", 100), router("VI_1", 100)));
        assertEquals(
                List.of("ERROR vrrp_instance VI_1.priority: both run with 255 when all is well: only one router can own"
                        + " the addresses"),
                compare(router("VI_1", 255), router("VI_1", 255)));
    }

    @Test
    void aWeightThatReachesBelowTheOtherFailsOver() {
        assertEquals(
                List.of(
                        "NOTE vrrp_instance VI_1: when all is well a runs with 110 and b with 100: a is master",
                        "NOTE vrrp_instance VI_1.track: script chk fails on a: a goes from 110 to 90, b has 100 and takes"
                                + " over"),
                compare(router("VI_1", 110).tracked("script chk", -20), router("VI_1", 100)));
    }

    @Test
    void aWeightThatIsTooSmallNeverFailsOver() {
        assertEquals(
                List.of(
                        "NOTE vrrp_instance VI_1: when all is well a runs with 150 and b with 100: a is master",
                        "WARNING vrrp_instance VI_1.track: script chk fails on a: a goes from 150 to 130, b has 100: no"
                                + " failover"),
                compare(router("VI_1", 150).tracked("script chk", -20), router("VI_1", 100)));
        assertEquals(
                List.of(
                        "NOTE vrrp_instance VI_1: when all is well a runs with 110 and b with 100: a is master",
                        "WARNING vrrp_instance VI_1.track: script chk fails on a: a goes from 110 to 100, b has 100: no"
                                + " failover, as an equal priority does not preempt"),
                compare(router("VI_1", 110).tracked("script chk", -10), router("VI_1", 100)));
        assertEquals(
                List.of(
                        "NOTE vrrp_instance VI_1: when all is well a runs with 255 and b with 100: a is master",
                        "WARNING vrrp_instance VI_1.track: script chk fails on a: a goes from 255 to 255, b has 100: no"
                                + " failover, as an owner's priority never moves"),
                compare(router("VI_1", 255).tracked("script chk", -253), router("VI_1", 100)));
    }

    @Test
    void positiveWeightsAreLostWhenTheTrackerFails() {
        assertEquals(
                List.of(
                        "NOTE vrrp_instance VI_1: when all is well b runs with 120 and a with 102: b is master",
                        "NOTE vrrp_instance VI_1.track: script chk fails on b: b goes from 120 to 100, a has 102 and takes"
                                + " over"),
                compare(
                        router("VI_1", 100).tracked("script other", 2),
                        router("VI_1", 100).tracked("script chk", 20)));
    }

    @Test
    void aTrackerWithoutWeightAlwaysFailsOverAndNeedsNoWord() {
        assertEquals(List.of(A_IS_MASTER), compare(router("VI_1", 100).tracked("proxy", 0), router("VI_1", 90)));
    }

    @Test
    void nopreemptWithAWeightSaysWhatMainstayDoes() {
        assertEquals(
                List.of(
                        "NOTE vrrp_instance VI_1: when all is well a runs with 110 and b with 100: a is master, but"
                                + " nopreempt leaves b master if it was first",
                        "WARNING vrrp_instance VI_1.nopreempt: script chk fails on a: a goes from 110 to 90, below the 100"
                                + " of b, which has nopreempt: Mainstay takes over, as it hears the master lower itself"
                                + " to 90; keepalived does not"),
                compare(
                        router("VI_1", 110).nopreempt().tracked("script chk", -20),
                        router("VI_1", 100).nopreempt()));
    }

    @Test
    void nopreemptOnTheWeakerHostDoesNotHelp() {
        assertEquals(
                List.of(
                        A_IS_MASTER,
                        "WARNING vrrp_instance VI_1.nopreempt: stands on b, which has the lower priority: it does not keep"
                                + " a from taking back (nopreempt belongs on a)"),
                compare(router("VI_1", 100), router("VI_1", 90).nopreempt()));
    }

    private static List<String> compare(Router a, Router b) {
        return texts(
                PairCheck.compare(new Host("a", Samples.config(a.made())), new Host("b", Samples.config(b.made()))));
    }

    private static List<String> texts(List<Diagnostic> findings) {
        return findings.stream()
                .map(d -> d.severity() + " " + d.path() + ": " + d.message())
                .toList();
    }

    @Test
    void unicastOnOneHostOnlyMakesTwoMasters() {
        assertEquals(
                List.of(
                        "ERROR vrrp_instance VI_1.unicast_peer: unicast on b only: neither hears the other, and both"
                                + " become master",
                        A_IS_MASTER),
                compare(router("VI_1", 100), router("VI_1", 90).unicast("10.0.0.2", "10.0.0.1")));
    }

    @Test
    void unicastPeersMustNameEachOther() {
        assertEquals(
                List.of(
                        "ERROR vrrp_instance VI_1.unicast_peer: b speaks to 10.0.0.7, and a is 10.0.0.1: a hears nothing,"
                                + " and both become master",
                        A_IS_MASTER),
                compare(
                        router("VI_1", 100).unicast("10.0.0.1", "10.0.0.9", "10.0.0.2"),
                        router("VI_1", 90).unicast("10.0.0.2", "10.0.0.7")));
        assertEquals(
                List.of(A_IS_MASTER),
                compare(
                        router("VI_1", 100).unicast("10.0.0.1", "10.0.0.2"),
                        router("VI_1", 90).unicast("10.0.0.2", "10.0.0.1")));
    }

    @Test
    void unicastWithoutASourceCannotBeChecked() {
        assertEquals(
                List.of(
                        "WARNING vrrp_instance VI_1.unicast_src_ip: not set on b, so it is not known here whether a names"
                                + " it as a peer",
                        A_IS_MASTER),
                compare(
                        router("VI_1", 100).unicast("10.0.0.1", "10.0.0.2"),
                        router("VI_1", 90).unicast("", "10.0.0.1")));
    }

    @Test
    void oneNumberInBothFamiliesIsTwoRouters() {
        VirtualRouterConfig six =
                router("VI_6", 90).version(3).addresses("fe80::5/64").made();
        VirtualRouterConfig four = router("VI_4", 100).version(3).made();
        List<Diagnostic> found =
                PairCheck.compare(new Host("a", Samples.config(four, six)), new Host("b", Samples.config(six, four)));
        assertTrue(found.stream().noneMatch(d -> d.message().contains("virtual_ipaddress")), found::toString);
    }
}
