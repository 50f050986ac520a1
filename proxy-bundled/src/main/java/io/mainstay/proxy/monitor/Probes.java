package io.mainstay.proxy.monitor;

import io.mainstay.conf.model.ProxyConfig.Check;
import io.mainstay.conf.model.ProxyConfig.CheckType;
import io.mainstay.conf.model.ProxyConfig.Server;
import io.mainstay.conf.model.ProxyConfig.Tls;
import io.mainstay.proxy.auth.Account;
import io.mainstay.proxy.auth.Dial;
import io.netty.channel.EventLoop;

/** Makes the probe that a configuration asks for. */
final class Probes {
    private Probes() {}

    /** Reads the TLS files, so it blocks on the file system; not for an event loop. */
    static Probe of(Server server, Check check, EventLoop loop, Names names, Runnable lostBetweenChecks) {
        int port = check.port() == 0 ? server.port() : check.port();
        Connector target = new Connector(loop, names, server.host(), port);
        return switch (check.type()) {
            case TCP -> new TcpProbe(target);
            case HTTPCHK -> new HttpProbe(target, check.httpMethod(), check.httpUri());
            case MYSQL_CHECK -> new MysqlCheckProbe(mysql(target, check), check.user() == null);
            case MYSQL -> new MysqlProbe(mysql(target, check), check.maxReplicationLag(), lostBetweenChecks);
        };
    }

    private static MysqlConnector mysql(Connector target, Check check) {
        String user = check.user() == null ? "" : check.user();
        String password = check.password() == null ? "" : check.password().reveal();
        boolean plain = check.type() == CheckType.MYSQL_CHECK;
        Dial.TlsUse use = plain ? Dial.TlsUse.NEVER : use(check.tls());
        TlsSetup tls = plain ? new TlsSetup(null, null) : TlsSetup.of(check);
        return new MysqlConnector(target, tls, new Dial.Settings(new Account(user, password), use));
    }

    private static Dial.TlsUse use(Tls tls) {
        return switch (tls) {
            case DISABLED -> Dial.TlsUse.NEVER;
            case PREFERRED -> Dial.TlsUse.IF_OFFERED;
            case REQUIRED, VERIFY_CA, VERIFY_IDENTITY -> Dial.TlsUse.ALWAYS;
        };
    }
}
