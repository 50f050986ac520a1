package io.mainstay.proxy.monitor;

import io.mainstay.conf.model.ProxyConfig.Check;
import io.mainstay.conf.model.ProxyConfig.Tls;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.File;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * How the checks speak TLS: whose certificates count and whether the name must fit. Immutable; any thread.
 *
 * @param context null when the configuration wants none, or when it could not be made
 * @param problem why it could not be made; every check then fails with it
 */
record TlsSetup(@Nullable SslContext context, @Nullable String problem) {
    /** Reads the certificates; blocks on the file system. */
    static TlsSetup of(Check check) {
        if (check.tls() == Tls.DISABLED) {
            return new TlsSetup(null, null);
        }
        try {
            return new TlsSetup(context(check), null);
        } catch (SSLException | IllegalArgumentException e) {
            return new TlsSetup(null, "tls_ca " + check.tlsCa() + ": " + Causes.text(e));
        }
    }

    private static SslContext context(Check check) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        boolean verify = check.tls() == Tls.VERIFY_CA || check.tls() == Tls.VERIFY_IDENTITY;
        if (!verify) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else if (check.tlsCa() != null) {
            builder.trustManager(new File(check.tlsCa()));
        }
        return builder.endpointIdentificationAlgorithm(check.tls() == Tls.VERIFY_IDENTITY ? "HTTPS" : null)
                .build();
    }

    /** The channel's handler, to be put first. The check's own time-out covers the handshake. */
    static SslHandler handler(SslContext context, Channel channel, String host, int port) {
        SslHandler handler = context.newHandler(channel.alloc(), host, port);
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }
}
