package io.mainstay.cli;

import com.typesafe.config.Config;
import java.io.PrintWriter;
import java.util.List;

/** The status for people: who holds what, why, and what is wrong, the most urgent first. Pure but for the printing. */
final class StatusPrinter {
    private StatusPrinter() {}

    static void print(Config s, PrintWriter out) {
        out.printf(
                "mainstay %s, pid %d, up %s, %s%n",
                s.getString("program"),
                s.getLong("pid"),
                duration(s.getLong("uptimeMillis")),
                String.join(", ", s.getStringList("files")));
        if (s.hasPath("startsInMillis")) {
            out.printf(
                    "%nlistening only: the instances begin in %s (vrrp_startup_delay)%n",
                    duration(s.getLong("startsInMillis")));
        }
        s.getConfigList("instances").forEach(i -> instance(i, out));
        if (s.hasPath("syncGroups")) {
            s.getConfigList("syncGroups")
                    .forEach(g -> out.printf(
                            "%nvrrp_sync_group %s: %s: %s%n",
                            g.getString("name"), g.getString("state"), String.join(", ", g.getStringList("members"))));
        }
        trackers(s.getConfigList("trackers"), out);
        if (s.hasPath("proxy")) {
            proxy(s.getConfig("proxy"), out);
        }
        List<String> hooks = s.getStringList("hooks");
        if (!hooks.isEmpty()) {
            out.printf("%nhooks%n");
            hooks.forEach(h -> out.println("  " + printable(h)));
        }
    }

    private static void instance(Config i, PrintWriter out) {
        out.printf(
                "%n%s: %s for %s: %s%n",
                i.getString("name"),
                i.getString("state"),
                duration(i.getLong("sinceMillis")),
                printable(i.getString("reason")));
        out.printf(
                "  vrid %d on %s, VRRPv%d every %s, from %s to %s, priority %d (base %d)%s%n",
                i.getInt("vrid"),
                i.getString("interface"),
                i.getInt("version"),
                duration(i.getLong("intervalMillis")),
                i.getString("source"),
                String.join(", ", i.getStringList("destinations")),
                i.getInt("priority"),
                i.getInt("basePriority"),
                i.getBoolean("preempt") ? "" : ", nopreempt");
        String order = i.hasPath("order") ? i.getString("order") : "";
        if (!order.isEmpty()) {
            out.println("  " + printable(order));
        }
        i.getStringList("faults").forEach(f -> out.println("  FAULT: " + printable(f)));
        i.getStringList("waitingFor").forEach(f -> out.println("  waiting for the first verdict of " + f));
        i.getStringList("contributions").forEach(c -> out.println("  " + printable(c)));
        rivals(i, out);
        i.getConfigList("addresses")
                .forEach(a -> out.printf(
                        "  %s dev %s: %s%n",
                        a.getString("address"), a.getString("dev"), a.getBoolean("held") ? "held" : "not here"));
        if (i.hasPath("masterDownInMillis")) {
            out.printf(
                    "  master %s; taken for dead in %s%n",
                    i.hasPath("master") ? i.getString("master") : "not heard yet",
                    duration(i.getLong("masterDownInMillis")));
        }
        if (i.hasPath("advertiseInMillis")) {
            out.printf("  next advertisement in %s%n", duration(i.getLong("advertiseInMillis")));
        }
        i.getConfigList("peers").forEach(p -> peer(p, out));
    }

    /** Who speaks as master and is not understood, and what is waited for beside a silent master. */
    private static void rivals(Config i, PrintWriter out) {
        if (i.hasPath("audibleRivals")) {
            i.getStringList("audibleRivals").forEach(r -> out.println("  RIVAL: " + printable(r)));
        }
        if (i.hasPath("waitsForGroup")) {
            out.println("  no master is heard; waiting for the rest of its vrrp_sync_group");
        }
        if (i.hasPath("preemptInMillis")) {
            out.printf(
                    "  the present master is left alone for %s more (preempt_delay)%n",
                    duration(i.getLong("preemptInMillis")));
        }
    }

    private static void peer(Config p, PrintWriter out) {
        if (p.getLong("lastHeardMillisAgo") < 0) {
            out.printf("  peer %s, never heard%n", p.getString("source"));
            return;
        }
        boolean rejected = !p.getString("rejectedBecause").isEmpty();
        String detail = p.getString("detail");
        out.printf(
                "  peer %s, heard %s ago, %s%s%n",
                p.getString("source"),
                duration(p.getLong("lastHeardMillisAgo")),
                rejected
                        ? "NOT UNDERSTOOD (" + p.getString("rejectedBecause") + ")"
                        : "priority " + p.getInt("priority"),
                detail.isEmpty() ? "" : ": " + detail);
    }

    private static void trackers(List<? extends Config> trackers, PrintWriter out) {
        if (trackers.isEmpty()) {
            return;
        }
        out.printf("%ntrackers%n");
        trackers.forEach(t -> out.printf(
                "  %s: %s since %s, %d run(s), %d failed: %s%n",
                t.getString("tracker"),
                t.getString("verdict"),
                t.getString("at"),
                t.getLong("runs"),
                t.getLong("failures"),
                printable(t.getString("detail"))));
    }

    private static void proxy(Config p, PrintWriter out) {
        out.printf(
                "%nproxy: %s, %s, pid %d, %d restart(s): %s%n",
                p.getString("phase"),
                p.getBoolean("healthy") ? "healthy" : "NOT HEALTHY",
                p.getLong("pid"),
                p.getLong("restarts"),
                p.getString("reason"));
        if (!p.getString("lastExit").isEmpty()) {
            out.println("  ended last: " + p.getString("lastExit"));
        }
        if (!p.hasPath("servers")) {
            return;
        }
        p.getConfigList("listeners")
                .forEach(l -> out.printf(
                        "  listener %s (%s) %s:%d: %s, %d session(s)%n",
                        l.getString("name"),
                        l.getString("role"),
                        l.getString("address"),
                        l.getInt("port"),
                        l.getBoolean("bound") ? "bound" : "NOT BOUND: " + l.getString("detail"),
                        l.getInt("sessions")));
        p.getConfigList("servers")
                .forEach(d -> out.printf(
                        "  server %s: %s, %s, %s %s (%d ms), %d session(s), %d queued%n",
                        d.getString("name"),
                        d.getString("status"),
                        d.getString("role"),
                        d.getString("check"),
                        d.getString("detail"),
                        d.getLong("checkMillis"),
                        d.getInt("sessions"),
                        d.getInt("queued")));
    }

    /** What checks print goes to a terminal on one line, and commands to the terminal do not. */
    static String printable(String text) {
        return text.strip().replace("\n", " | ").replaceAll("\\p{Cntrl}", "?");
    }

    static String duration(long millis) {
        long m = Math.max(0, millis);
        if (m < 60_000) {
            return String.format("%d.%03ds", m / 1000, m % 1000);
        }
        long s = m / 1000;
        return s < 86_400
                ? String.format("%dh%02dm%02ds", s / 3600, s / 60 % 60, s % 60)
                : String.format("%dd%02dh%02dm", s / 86_400, s / 3600 % 24, s / 60 % 60);
    }
}
