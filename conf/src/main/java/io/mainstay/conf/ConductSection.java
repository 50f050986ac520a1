package io.mainstay.conf;

import io.mainstay.conf.model.ConductConfig;
import io.mainstay.conf.model.ConductConfig.RejectedMaster;
import io.mainstay.conf.schema.ConductKeys;
import io.mainstay.conf.schema.GlobalKeys;
import io.mainstay.conf.schema.InstanceKeys;
import io.mainstay.conf.schema.Key;
import io.mainstay.conf.text.Node;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** How an instance behaves beyond the RFC: its own words, else those of {@code global_defs}; and what strict mode drops. */
final class ConductSection {
    /** {@code [all] SECONDS}. */
    private record Extra(Duration every, boolean all) {}

    private final Section s;

    private ConductSection(Section s) {
        this.s = s;
    }

    /** The defaults of all instances. */
    static ConductConfig global(Section s) {
        ConductSection c = new ConductSection(s);
        Extra extra = c.extra(GlobalKeys.GARP_EXTRA_IF, new Extra(Duration.ZERO, false));
        return new ConductConfig(
                Duration.ZERO,
                s.flag(GlobalKeys.HIGHER_PRIO_SEND_ADVERT),
                s.flag(GlobalKeys.OWNER_IGNORE_ADVERTS),
                s.flag(GlobalKeys.SKIP_CHECK_ADV_ADDR),
                extra.every(),
                extra.all(),
                false,
                false,
                c.rejected(GlobalKeys.REJECTED_MASTER, RejectedMaster.WARN),
                null);
    }

    /** The facts of an instance that decide what counts. */
    record Facts(boolean strict, boolean preempt, boolean stateMaster, String group) {}

    /** One instance. */
    static ConductConfig instance(Section s, ConductConfig g, Facts facts) {
        ConductSection c = new ConductSection(s);
        if (facts.strict()) {
            c.strict();
        }
        Extra extra = c.extra(ConductKeys.GARP_EXTRA_IF, new Extra(g.garpExtraIf(), g.garpExtraAll()));
        return new ConductConfig(
                c.preemptDelay(facts),
                !facts.strict() && s.flag(ConductKeys.HIGHER_PRIO_SEND_ADVERT, g.higherPrioSendAdvert()),
                facts.strict() || s.flag(ConductKeys.OWNER_IGNORE_ADVERTS, g.ownerIgnoreAdverts()),
                s.flag(ConductKeys.SKIP_CHECK_ADV_ADDR, g.skipCheckAdvAddr()),
                extra.every(),
                extra.all(),
                s.flag(ConductKeys.TRACK_SRC_IP),
                s.flag(ConductKeys.PROMOTE_SECONDARIES),
                c.rejected(ConductKeys.REJECTED_MASTER, g.rejectedMaster()),
                facts.group().isEmpty() ? null : facts.group());
    }

    private Duration preemptDelay(Facts facts) {
        Duration delay = s.seconds(ConductKeys.PREEMPT_DELAY);
        String against = facts.strict()
                ? "strict mode"
                : facts.stateMaster() ? "state MASTER" : facts.preempt() ? "" : "nopreempt";
        if (delay.isZero() || against.isEmpty()) {
            return delay;
        }
        s.warn(
                s.at(ConductKeys.PREEMPT_DELAY),
                ConductKeys.PREEMPT_DELAY,
                "has no effect with " + against + ", as in keepalived");
        return Duration.ZERO;
    }

    private Extra extra(Key key, Extra fallback) {
        Optional<Node> node = s.words(key);
        if (node.isEmpty()) {
            return fallback;
        }
        boolean all = node.get().words().contains("all");
        Optional<BigDecimal> seconds = node.get().words().stream()
                .filter(w -> w.matches("\\d{1,5}"))
                .map(BigDecimal::new)
                .filter(n -> key.range() == null || key.range().contains(n))
                .findFirst();
        if (seconds.isEmpty()) {
            s.warn(
                    s.at(key),
                    key,
                    String.join(" ", node.get().words()) + " is no valid value (expected: [all] SECONDS, "
                            + key.expected() + "); as if it were not there");
            return fallback;
        }
        return new Extra(Duration.ofSeconds(seconds.get().longValue()), all);
    }

    private RejectedMaster rejected(Key key, RejectedMaster fallback) {
        Optional<String> word = s.word(key);
        return switch (word.orElse("")) {
            case "" -> fallback;
            case "warn" -> RejectedMaster.WARN;
            case "hold" -> RejectedMaster.HOLD;
            default -> {
                s.warn(s.at(key), key, word.get() + " is no valid value (expected: warn or hold); warn is used");
                yield RejectedMaster.WARN;
            }
        };
    }

    /** The traps of strict mode: what it drops without keepalived saying so, and what makes an address unreachable. */
    private void strict() {
        dropped(InstanceKeys.DOWN_TIMER_ADVERTS, "strict mode takes 3");
        dropped(InstanceKeys.GARP_LOWER_PRIO_DELAY, "strict mode does not announce again on a lower-priority advert");
        dropped(InstanceKeys.GARP_LOWER_PRIO_REPEAT, "strict mode does not announce again on a lower-priority advert");
        dropped(InstanceKeys.LOWER_PRIO_NO_ADVERT, "strict mode keeps silent on lower-priority adverts, always");
        dropped(ConductKeys.HIGHER_PRIO_SEND_ADVERT, "strict mode gives way without another advert");
        dropped(ConductKeys.OWNER_IGNORE_ADVERTS, "strict mode has the owner ignore adverts, always");
        s.warn(
                s.at(InstanceKeys.STRICT),
                InstanceKeys.STRICT,
                "strict mode: keepalived drops packets to the addresses unless the priority is 255 (no ping, no"
                        + " connection), Mainstay accepts them; adverts carry no password, so a peer that is not strict and"
                        + " has one throws them away; two masters are not mended by announcing again");
    }

    private void dropped(Key key, String instead) {
        if (s.has(key)) {
            s.warn(s.at(key), key, "has no effect: " + instead + ", as in keepalived");
        }
    }
}
