package io.mainstay.proxy.monitor;

import io.mainstay.proxy.wire.Payload;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks a database by SQL over one persistent connection: may it be written, how far is it behind. A lost connection is
 * opened again by the next check, which is asked for at once.
 */
final class MysqlProbe implements Probe {
    /** Answers an empty row set instead of an error where a variable does not exist. */
    private static final String VARIABLES =
            "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('read_only', 'super_read_only')";

    /** ER_PARSE_ERROR: another spelling may do. */
    private static final int PARSE_ERROR = 1064;

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

    private final MysqlConnector connector;
    private final Duration maxLag;
    private final Runnable lostBetweenChecks;
    private @Nullable MysqlLink link;
    private @Nullable Consumer<CheckResult> asker;

    MysqlProbe(MysqlConnector connector, Duration maxLag, Runnable lostBetweenChecks) {
        this.connector = connector;
        this.maxLag = maxLag;
        this.lostBetweenChecks = lostBetweenChecks;
    }

    @Override
    public void check(Consumer<CheckResult> done) {
        asker = done;
        if (link == null) {
            connector.open(new Login());
        } else {
            ask(link);
        }
    }

    @Override
    public CheckResult giveUp() {
        link = null;
        asker = null;
        return connector.giveUp();
    }

    @Override
    public void close() {
        link = null;
        asker = null;
        connector.quit();
    }

    private void ask(MysqlLink on) {
        on.query(VARIABLES, answer -> {
            switch (answer) {
                case MysqlLink.Answer.Rows rows -> askReplication(on, variables(rows.rows()), spellings(on.version()));
                case MysqlLink.Answer.Refused refused ->
                    finish(new CheckResult.Fail(
                            CheckStatus.L7STS, refused.error().text()));
            }
        });
    }

    private static Map<String, @Nullable String> variables(List<Map<String, @Nullable String>> rows) {
        Map<String, @Nullable String> variables = new HashMap<>();
        for (Map<String, @Nullable String> row : rows) {
            String name = Objects.requireNonNullElse(row.get("variable_name"), "");
            variables.put(name.toLowerCase(Locale.ROOT), row.get("value"));
        }
        return variables;
    }

    /** The statements that tell of replication, the likeliest first: never empty. */
    static List<String> spellings(String version) {
        if (version.contains("MariaDB")) {
            return List.of("SHOW ALL SLAVES STATUS");
        }
        Matcher matcher = VERSION.matcher(version);
        boolean old = matcher.matches()
                && number(matcher, 1) * 10_000 + number(matcher, 2) * 100 + number(matcher, 3) < 80_022;
        return old
                ? List.of("SHOW SLAVE STATUS", "SHOW REPLICA STATUS")
                : List.of("SHOW REPLICA STATUS", "SHOW SLAVE STATUS", "SHOW ALL SLAVES STATUS");
    }

    private static long number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits.length() > 4 ? 9999 : Long.parseLong(digits);
    }

    private void askReplication(MysqlLink on, Map<String, @Nullable String> variables, List<String> spellings) {
        on.query(spellings.getFirst(), answer -> {
            switch (answer) {
                case MysqlLink.Answer.Rows rows ->
                    finish(ServerAnswer.judge(variables, Replication.of(rows.rows()), maxLag));
                case MysqlLink.Answer.Refused refused
                when retry(refused.error(), spellings) ->
                    askReplication(on, variables, spellings.subList(1, spellings.size()));
                case MysqlLink.Answer.Refused refused ->
                    finish(ServerAnswer.judge(
                            variables, new Replication.Denied(refused.error().text()), maxLag));
            }
        });
    }

    private static boolean retry(Payload.Err error, List<String> spellings) {
        return error.code() == PARSE_ERROR && spellings.size() > 1;
    }

    private void finish(CheckResult result) {
        Consumer<CheckResult> to = asker;
        asker = null;
        if (to != null) {
            to.accept(result);
        }
    }

    /** Hears of one connection. */
    private final class Login implements MysqlLink.Owner {
        @Override
        public void ready(MysqlLink opened) {
            link = opened;
            ask(opened);
        }

        @Override
        public void lost(CheckResult.Fail reason) {
            boolean idle = asker == null;
            link = null;
            finish(reason);
            if (idle) {
                lostBetweenChecks.run();
            }
        }
    }
}
