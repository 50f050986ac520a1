package io.mainstay.proxy.monitor;

import io.mainstay.proxy.auth.Dial;
import io.mainstay.proxy.wire.FrameDecoder;
import org.jspecify.annotations.Nullable;

/** Opens {@link MysqlLink}s to one server and keeps the present one. Belongs to the server's event loop. */
final class MysqlConnector {
    private final Connector target;
    private final TlsSetup tls;
    private final Dial.Settings settings;
    private Connector.@Nullable Attempt attempt;
    private @Nullable MysqlLink link;

    MysqlConnector(Connector target, TlsSetup tls, Dial.Settings settings) {
        this.target = target;
        this.tls = tls;
        this.settings = settings;
    }

    /** Connects and logs in; the owner hears the rest. A link that was open before is given up. */
    void open(MysqlLink.Owner owner) {
        drop();
        String problem = tls.problem();
        if (problem != null) {
            owner.lost(new CheckResult.Fail(CheckStatus.L6RSP, problem));
            return;
        }
        MysqlLink opened = new MysqlLink(settings, tls, target, owner);
        link = opened;
        attempt = target.connect(
                channel -> channel.pipeline().addLast(new FrameDecoder(), opened),
                text -> owner.lost(new CheckResult.Fail(CheckStatus.L4CON, text)));
    }

    /** How far the present link got when its time was over; it is closed. */
    CheckResult giveUp() {
        CheckResult.Fail reason = reached();
        drop();
        return reason;
    }

    private CheckResult.Fail reached() {
        if (attempt == null || !attempt.connected()) {
            return new CheckResult.Fail(
                    CheckStatus.L4TOUT, "no connection to " + target.host() + ":" + target.port() + " in time");
        }
        boolean securing = link != null && link.inTlsHandshake();
        return securing
                ? new CheckResult.Fail(CheckStatus.L6TOUT, "no end of the TLS handshake in time")
                : new CheckResult.Fail(CheckStatus.L7TOUT, "no MySQL answer in time");
    }

    /** Closes without a word to the owner. */
    void drop() {
        if (link != null) {
            link.abandon();
            link = null;
        }
        if (attempt != null) {
            attempt.cancel();
            attempt = null;
        }
    }

    /** Ends the login orderly. */
    void quit() {
        boolean connected = attempt != null && attempt.connected();
        if (link == null || !connected) {
            drop();
        } else {
            link.quit();
            link = null;
            attempt = null;
        }
    }
}
