package io.mainstay.conf;

import io.mainstay.conf.model.AddressConfig;
import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.SyncGroupConfig;
import io.mainstay.conf.model.VirtualRouterConfig;
import io.mainstay.conf.text.Diagnostic;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.vrrp.packet.Authentication;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads the configurations of both hosts of a pair against each other and says what would happen on the wire. Which of
 * the mismatches make two masters was measured with keepalived 2.4; a VRRPv2 router throws such adverts away (RFC 3768
 * 7.1) and believes to be alone. Pure; any thread.
 */
public final class PairCheck {
    private static final String TWO_MASTERS = ": each throws the other's adverts away, and both become master";

    private final Host one;
    private final Host other;
    private final Diagnostics findings = new Diagnostics();

    private PairCheck(Host one, Host other) {
        this.one = one;
        this.other = other;
    }

    /**
     * One side.
     *
     * @param name what messages call it: the host's name, or its file's
     */
    public record Host(String name, ControllerConfig config) {}

    /** Every finding about the pair; positions are those of the first host's instances where it has one. */
    public static List<Diagnostic> compare(Host one, Host other) {
        PairCheck check = new PairCheck(one, other);
        one.config().routers().forEach(check::router);
        one.config().syncGroups().forEach(check::group);
        other.config().routers().stream()
                .filter(r -> partner(r, one).isEmpty())
                .forEach(r -> check.alone(r, other, one));
        return check.findings.list();
    }

    /** The same VRID and name, else the same VRID, else the same name with another VRID, which is a finding. */
    private static Optional<VirtualRouterConfig> partner(VirtualRouterConfig router, Host host) {
        List<VirtualRouterConfig> all = host.config().routers();
        return all.stream()
                .filter(r -> sameNumber(r, router) && r.name().equals(router.name()))
                .findFirst()
                .or(() -> all.stream().filter(r -> sameNumber(r, router)).findFirst())
                .or(() ->
                        all.stream().filter(r -> r.name().equals(router.name())).findFirst());
    }

    private static boolean sameNumber(VirtualRouterConfig a, VirtualRouterConfig b) {
        return a.vrid().equals(b.vrid()) && a.family() == b.family();
    }

    private void router(VirtualRouterConfig router) {
        partner(router, other).ifPresentOrElse(peer -> pair(router, peer), () -> alone(router, one, other));
    }

    private void alone(VirtualRouterConfig router, Host host, Host missing) {
        findings.warn(
                router.position(),
                path(router),
                "stands on " + host.name() + " only: nobody takes over, as " + missing.name()
                        + " has no instance with virtual_router_id "
                        + router.vrid().value());
    }

    private static String path(VirtualRouterConfig router) {
        return "vrrp_instance " + router.name();
    }

    private void pair(VirtualRouterConfig a, VirtualRouterConfig b) {
        runs(a, one, a);
        runs(b, other, a);
        differs(
                a,
                "virtual_router_id",
                a.vrid().value(),
                b.vrid().value(),
                ": they ignore each other, and both become master");
        differs(a, "vrrp_version", a.version(), b.version(), TWO_MASTERS);
        differs(a, "virtual_ipaddress", a.family(), b.family(), ": they ignore each other, and both become master");
        new PairWires(new PairWires.Side(one.name(), a), new PairWires.Side(other.name(), b), findings).check();
        interval(a, b);
        authentication(a, b);
        addresses(a, b);
        new PairPriorities(new PairPriorities.Side(one.name(), a), new PairPriorities.Side(other.name(), b), findings)
                .check();
    }

    /** Members that rank differently on the two hosts hold each other back: the group is master nowhere for a while. */
    private void group(SyncGroupConfig group) {
        List<VirtualRouterConfig> members = one.config().routers().stream()
                .filter(r ->
                        group.members().contains(r.name()) && partner(r, other).isPresent())
                .toList();
        List<String> higher = names(members, true);
        List<String> lower = names(members, false);
        if (!higher.isEmpty() && !lower.isEmpty()) {
            findings.warn(
                    group.position(),
                    "vrrp_sync_group " + group.name(),
                    String.join(" ", higher) + " ranks higher on " + one.name() + " and " + String.join(" ", lower)
                            + " on " + other.name()
                            + ": the members hold each other back, and who is master is left to chance");
        }
        List<String> apart = members.stream()
                .filter(r -> partner(r, other).orElseThrow().conduct().syncGroup() == null)
                .map(VirtualRouterConfig::name)
                .toList();
        if (!apart.isEmpty()) {
            findings.warn(
                    group.position(),
                    "vrrp_sync_group " + group.name(),
                    String.join(" ", apart) + " is in no group on " + other.name()
                            + ": there it changes alone, and the group may be split between the hosts");
        }
    }

    /** Members that rank higher on the first host than on the other one, or lower. */
    private List<String> names(List<VirtualRouterConfig> members, boolean higher) {
        return members.stream()
                .filter(r -> {
                    int there = partner(r, other).orElseThrow().priority();
                    return higher ? r.priority() > there : r.priority() < there;
                })
                .map(VirtualRouterConfig::name)
                .toList();
    }

    private void runs(VirtualRouterConfig router, Host host, VirtualRouterConfig at) {
        if (router.refused() != null) {
            findings.error(
                    at.position(),
                    path(at),
                    "does not run on " + host.name() + " (" + router.refused() + "): no failover");
        }
    }

    private void differs(VirtualRouterConfig at, String key, Object a, Object b, String consequence) {
        if (!a.equals(b)) {
            findings.error(at.position(), path(at) + "." + key, both(a, b) + consequence);
        }
    }

    private String both(Object a, Object b) {
        return a + " on " + one.name() + ", " + b + " on " + other.name();
    }

    private void interval(VirtualRouterConfig a, VirtualRouterConfig b) {
        if (a.version() == 2 || b.version() == 2) {
            differs(a, "advert_int", a.interval(), b.interval(), TWO_MASTERS);
        } else if (!a.interval().equals(b.interval())) {
            findings.warn(
                    a.position(),
                    path(a) + ".advert_int",
                    both(a.interval(), b.interval()) + ": the backup takes over the master's (RFC 9568 6.4.2)");
        }
    }

    private void authentication(VirtualRouterConfig a, VirtualRouterConfig b) {
        if (!a.authentication().equals(b.authentication())) {
            boolean oneSided = a.authentication().equals(Authentication.NONE)
                    || b.authentication().equals(Authentication.NONE);
            String what = oneSided ? "on one host only" : "the passwords differ";
            findings.error(a.position(), path(a) + ".authentication", what + TWO_MASTERS);
        }
    }

    private void addresses(VirtualRouterConfig a, VirtualRouterConfig b) {
        Set<String> here = texts(a);
        Set<String> there = texts(b);
        Set<String> onlyHere = minus(here, there);
        Set<String> onlyThere = minus(there, here);
        if (!onlyHere.isEmpty() || !onlyThere.isEmpty()) {
            findings.warn(
                    a.position(),
                    path(a) + ".virtual_ipaddress",
                    only(onlyHere, one) + (onlyHere.isEmpty() || onlyThere.isEmpty() ? "" : ", ")
                            + only(onlyThere, other)
                            + ": what stands on one host only is lost when the other is master, and keepalived before"
                            + " 2.3.3 throws such adverts away");
        }
    }

    private static Set<String> texts(VirtualRouterConfig router) {
        return router.addresses().stream()
                .map(AddressConfig::cidr)
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> minus(Set<String> a, Set<String> b) {
        Set<String> rest = new TreeSet<>(a);
        rest.removeAll(b);
        return rest;
    }

    private static String only(Set<String> addresses, Host host) {
        return addresses.isEmpty() ? "" : String.join(" ", addresses) + " on " + host.name() + " only";
    }
}
