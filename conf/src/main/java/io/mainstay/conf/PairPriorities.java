package io.mainstay.conf;

import io.mainstay.conf.model.Tracked;
import io.mainstay.conf.model.VirtualRouterConfig;
import io.mainstay.conf.text.Diagnostics;

/** Who of two becomes master, and whether a failing tracker changes that. */
final class PairPriorities {
    private final Side one;
    private final Side other;
    private final Diagnostics findings;

    PairPriorities(Side one, Side other, Diagnostics findings) {
        this.one = one;
        this.other = other;
        this.findings = findings;
    }

    /**
     * An instance on its host.
     *
     * @param host what messages call the host
     */
    record Side(String host, VirtualRouterConfig router) {
        /** The priority with all trackers well. */
        int well() {
            return failing("");
        }

        /** The priority with one tracker failing (keepalived's arithmetic, kept to 1..254); the owner's never moves. */
        int failing(String tracker) {
            int sum = router.priority();
            for (Tracked t : router.tracked()) {
                if (isNumber(t)) {
                    continue;
                }
                boolean up = !t.tracker().equals(tracker) ^ t.reverse();
                boolean counts = t.weight() > 0 ? up : !up;
                sum += counts ? t.weight() : 0;
            }
            return router.isOwner() ? 255 : Math.clamp(sum, 1, 254);
        }
    }

    /** A file's number is 0 until someone writes another one, and may then be anything. */
    private static boolean isNumber(Tracked t) {
        return t.tracker().startsWith("file ");
    }

    void check() {
        if (one.well() == other.well()) {
            equal();
        } else {
            Side strong = one.well() > other.well() ? one : other;
            Side weak = strong.equals(one) ? other : one;
            ranked(strong, weak);
        }
    }

    private void equal() {
        String both = "both run with " + one.well() + " when all is well: ";
        if (one.well() == 255) {
            error(".priority", both + "only one router can own the addresses");
        } else {
            warn(".priority", both + "the first one up stays master, and at a tie the higher address wins");
        }
        trackers(one, other);
        trackers(other, one);
    }

    private void ranked(Side strong, Side weak) {
        findings.note(
                one.router().position(),
                path(),
                "when all is well " + strong.host() + " runs with " + strong.well() + " and " + weak.host() + " with "
                        + weak.well() + ": " + strong.host()
                        + (strong.router().preempt()
                                ? " is master"
                                : " is master, but nopreempt leaves " + weak.host() + " master if it was first"));
        if (!weak.router().preempt() && strong.router().preempt()) {
            warn(
                    ".nopreempt",
                    "stands on " + weak.host() + ", which has the lower priority: it does not keep " + strong.host()
                            + " from taking back (nopreempt belongs on " + strong.host() + ")");
        }
        trackers(strong, weak);
    }

    /** What each tracker does when it fails on the host that is master. */
    private void trackers(Side master, Side backup) {
        for (Tracked t : master.router().tracked()) {
            if (t.weight() == 0 || isNumber(t)) {
                continue; // its failure is a fault, and a router in FAULT is silent: that always fails over
            }
            int left = master.failing(t.tracker());
            if (left >= backup.well()) {
                warn(".track", failure(t, master) + stays(master, backup, left));
            } else {
                taken(t, master, backup, left);
            }
        }
    }

    private static String failure(Tracked t, Side master) {
        return t.tracker() + " fails on " + master.host() + ": " + master.host() + " goes from " + master.well()
                + " to " + master.failing(t.tracker());
    }

    private static String stays(Side master, Side backup, int left) {
        String why = master.router().isOwner() ? ", as an owner's priority never moves" : "";
        return ", " + backup.host() + " has " + backup.well() + ": no failover" + why
                + (left == backup.well() ? ", as an equal priority does not preempt" : "");
    }

    private void taken(Tracked t, Side master, Side backup, int left) {
        if (backup.router().preempt()) {
            findings.note(
                    one.router().position(),
                    path() + ".track",
                    failure(t, master) + ", " + backup.host() + " has " + backup.well() + " and takes over");
        } else {
            warn(
                    ".nopreempt",
                    failure(t, master) + ", below the " + backup.well() + " of " + backup.host()
                            + ", which has nopreempt: Mainstay takes over, as it hears the master lower itself to "
                            + left + "; keepalived does not");
        }
    }

    private String path() {
        return "vrrp_instance " + one.router().name();
    }

    private void warn(String key, String message) {
        findings.warn(one.router().position(), path() + key, message);
    }

    private void error(String key, String message) {
        findings.error(one.router().position(), path() + key, message);
    }
}
