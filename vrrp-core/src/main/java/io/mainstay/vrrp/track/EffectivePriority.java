package io.mainstay.vrrp.track;

/** What trackers make of a priority: weights add, the sum is clamped at the end (as keepalived does). */
public final class EffectivePriority {
    /** The lowest and the highest priority of a router that does not own its addresses (RFC 3768 5.3.4). */
    public static final int LOWEST = 1;

    /** See {@link #LOWEST}. */
    public static final int HIGHEST = 254;

    private EffectivePriority() {}

    /** What a tracker adds to a priority; 0 for weight 0, whose failure is a fault instead. */
    public static int contribution(Verdict verdict, int weight, boolean reverse) {
        int sign = reverse ? -1 : 1;
        return switch (verdict) {
            case Verdict.Up up -> sign * Math.max(weight, 0);
            case Verdict.Down down -> sign * Math.min(weight, 0);
            // the sign comes before the clamp: only -254 is a fault, and reverse must be able to reach it
            case Verdict.Value value -> Math.clamp((long) value.value() * weight * sign, -254, 253);
        };
    }

    /** Whether a tracker's verdict is a fault: weight 0 and not well, or a file that says "away with you". */
    public static boolean isFault(Verdict verdict, int weight, boolean reverse) {
        if (weight != 0) {
            return verdict instanceof Verdict.Value && contribution(verdict, weight, reverse) <= -254;
        }
        boolean well = switch (verdict) {
            case Verdict.Up up -> true;
            case Verdict.Down down -> false;
            case Verdict.Value value -> value.value() == 0;
        };
        return well == reverse;
    }

    /** The sum within 1..254; an owner's 255 stays what it is. */
    public static int of(int base, int contributions) {
        return base == 255 ? 255 : Math.clamp((long) base + contributions, LOWEST, HIGHEST);
    }
}
