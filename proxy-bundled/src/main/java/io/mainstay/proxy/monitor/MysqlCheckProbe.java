package io.mainstay.proxy.monitor;

import io.mainstay.proxy.wire.Payload;
import java.util.function.Consumer;

/**
 * HAProxy's {@code mysql-check}. With a user: the login must succeed. Without: the greeting decides, and a login of the
 * nameless user then ends the handshake, so that the server does not count a broken one.
 */
final class MysqlCheckProbe implements Probe {
    private final MysqlConnector connector;
    private final boolean greetingOnly;

    MysqlCheckProbe(MysqlConnector connector, boolean greetingOnly) {
        this.connector = connector;
        this.greetingOnly = greetingOnly;
    }

    @Override
    public void check(Consumer<CheckResult> done) {
        connector.open(new Visit(done));
    }

    @Override
    public CheckResult giveUp() {
        return connector.giveUp();
    }

    @Override
    public void close() {
        connector.quit();
    }

    /** One connection; answers once. */
    private final class Visit implements MysqlLink.Owner {
        private final Consumer<CheckResult> done;
        private boolean answered;

        Visit(Consumer<CheckResult> done) {
            this.done = done;
        }

        @Override
        public void greeted(Payload.Greeting greeting) {
            if (greetingOnly) {
                answer(CheckResult.alive(CheckStatus.L7OK, greeting.serverVersion()));
            }
        }

        @Override
        public void ready(MysqlLink link) {
            answer(CheckResult.alive(CheckStatus.L7OK, link.version()));
            link.quit();
        }

        @Override
        public void lost(CheckResult.Fail reason) {
            answer(reason);
        }

        private void answer(CheckResult result) {
            if (!answered) {
                answered = true;
                done.accept(result);
            }
        }
    }
}
