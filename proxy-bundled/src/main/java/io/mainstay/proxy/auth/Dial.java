package io.mainstay.proxy.auth;

import io.mainstay.proxy.wire.Bytes;
import io.mainstay.proxy.wire.Capability;
import io.mainstay.proxy.wire.Decoded;
import io.mainstay.proxy.wire.Payload;
import io.mainstay.proxy.wire.Phase;
import io.mainstay.proxy.wire.Request;
import java.util.Arrays;
import java.util.Optional;

/**
 * The login to a database: state and what happened in, new state and what to do out. Pure; any thread.
 *
 * <pre>
 *  AwaitGreeting --greeting, no TLS-----------------> AwaitVerdict --OK--------> LoggedIn
 *        |                                              ^   |  ^ |
 *        +--greeting, TLS--> AwaitTls --TLS is up-------+   |  +-+ switch, fast OK, full by TLS or RSA
 *        |                                                  |
 *        +------ERR, malformed, refused-------------------> +---------------------> Over
 * </pre>
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html">connection
 *     phase</a>
 */
public final class Dial {
    /** Packets of the server's authentication at most; the longest regular exchange takes five. */
    static final int MAX_ROUNDS = 8;

    private static final int FLAGS = Capability.LONG_PASSWORD
            | Capability.PROTOCOL_41
            | Capability.TRANSACTIONS
            | Capability.SECURE_CONNECTION
            | Capability.PLUGIN_AUTH;
    private static final int REQUEST_PUBLIC_KEY = 0x02;
    private static final int FAST_AUTH_OK = 0x03;
    private static final int FULL_AUTH = 0x04;

    private Dial() {}

    /** Whether to go over to TLS. Who the server proves to be is the transport's matter. */
    public enum TlsUse {
        NEVER,
        IF_OFFERED,
        ALWAYS
    }

    /** What stays the same during a login. */
    public record Settings(Account account, TlsUse tls) {}

    /** Where the login stands. */
    public sealed interface State {
        /** Connected. */
        record AwaitGreeting() implements State {}

        /** The TLS handshake runs. */
        record AwaitTls(Payload.Greeting greeting) implements State {}

        /**
         * The server judges.
         *
         * @param keyAsked the server's public key was asked for
         * @param rounds packets of the server so far
         */
        record AwaitVerdict(AuthPlugin plugin, Bytes challenge, boolean secure, boolean keyAsked, int rounds)
                implements State {}

        /** Commands may follow. */
        record LoggedIn() implements State {}

        /** Nothing more may follow. */
        record Over() implements State {}

        /** How the next packet reads. */
        default Phase phase() {
            return this instanceof AwaitGreeting ? new Phase.Opening() : new Phase.Authentication();
        }
    }

    /** What to do now. */
    public sealed interface Action {
        /** Send this. */
        record Send(Bytes payload) implements Action {}

        /** Send this, then start TLS, then say {@link #tlsReady}. */
        record StartTls(Bytes payload) implements Action {}

        /** Wait for the next packet. */
        record Wait() implements Action {}

        /** The login succeeded. */
        record Done() implements Action {}

        /** The login failed. */
        record Fail(Kind kind, String detail) implements Action {}
    }

    /** How a login fails. */
    public enum Kind {
        /** The server said no. */
        REFUSED,
        /** The server said something else. */
        PROTOCOL,
        /** No TLS where it was wanted. */
        TLS
    }

    /** The new state and what to do. */
    public record Step(State state, Action action) {}

    /** Before the first packet. */
    public static State start() {
        return new State.AwaitGreeting();
    }

    /** A packet came. */
    public static Step received(State state, Payload payload, Settings settings) {
        if (payload instanceof Payload.Err err) {
            return fail(Kind.REFUSED, err.text());
        }
        return switch (state) {
            case State.AwaitGreeting s when payload instanceof Payload.Greeting g -> greeted(g, settings);
            case State.AwaitVerdict s
            when s.rounds() >= MAX_ROUNDS ->
                fail(Kind.PROTOCOL, "authentication without end after " + MAX_ROUNDS + " packets");
            case State.AwaitVerdict s -> judged(s, payload, settings.account());
            case State.AwaitGreeting s -> unexpected(payload);
            case State.AwaitTls s -> unexpected(payload);
            case State.LoggedIn s -> unexpected(payload);
            case State.Over s -> unexpected(payload);
        };
    }

    /** The TLS handshake is done. */
    public static Step tlsReady(State state, Settings settings) {
        return state instanceof State.AwaitTls(Payload.Greeting greeting)
                ? login(greeting, settings.account(), true)
                : fail(Kind.PROTOCOL, "TLS before it was asked for");
    }

    private static Step greeted(Payload.Greeting greeting, Settings settings) {
        if (!greeting.offers(Capability.PROTOCOL_41) || !greeting.offers(Capability.SECURE_CONNECTION)) {
            return fail(Kind.PROTOCOL, "server " + greeting.serverVersion() + " is older than protocol 4.1");
        }
        boolean offered = greeting.offers(Capability.SSL);
        if (settings.tls() == TlsUse.ALWAYS && !offered) {
            return fail(Kind.TLS, "server offers no TLS and the check requires it");
        }
        if (settings.tls() == TlsUse.NEVER || !offered) {
            return login(greeting, settings.account(), false);
        }
        Bytes request = Request.sslRequest(flags(greeting, true));
        return new Step(new State.AwaitTls(greeting), new Action.StartTls(request));
    }

    /** An unknown plugin of the greeting is no matter yet: the server switches to what the account has. */
    private static Step login(Payload.Greeting greeting, Account account, boolean secure) {
        AuthPlugin plugin = AuthPlugin.named(greeting.plugin()).orElse(AuthPlugin.NATIVE);
        Bytes answer = plugin.respond(greeting.scramble(), account.password());
        Bytes payload = Request.handshakeResponse(flags(greeting, secure), account.user(), answer, plugin.label());
        return new Step(
                new State.AwaitVerdict(plugin, greeting.scramble(), secure, false, 0), new Action.Send(payload));
    }

    private static int flags(Payload.Greeting greeting, boolean secure) {
        return (FLAGS & greeting.capabilities()) | Capability.LONG_PASSWORD | (secure ? Capability.SSL : 0);
    }

    private static Step judged(State.AwaitVerdict state, Payload payload, Account account) {
        return switch (payload) {
            case Payload.Ok p -> new Step(new State.LoggedIn(), new Action.Done());
            case Payload.AuthSwitch p -> switched(state, p, account);
            case Payload.AuthMoreData p
            when state.plugin() == AuthPlugin.CACHING_SHA2 -> more(state, p.data(), account);
            default -> unexpected(payload);
        };
    }

    private static Step switched(State.AwaitVerdict state, Payload.AuthSwitch order, Account account) {
        Optional<AuthPlugin> plugin = AuthPlugin.named(order.plugin());
        if (plugin.isEmpty()) {
            return fail(
                    Kind.PROTOCOL,
                    "server wants " + order.plugin() + " for " + account.user() + " (expected: "
                            + String.join(
                                    " or ",
                                    Arrays.stream(AuthPlugin.values())
                                            .map(AuthPlugin::label)
                                            .toList()) + ")");
        }
        Bytes answer = plugin.get().respond(order.scramble(), account.password());
        return new Step(
                new State.AwaitVerdict(plugin.get(), order.scramble(), state.secure(), false, state.rounds() + 1),
                new Action.Send(answer));
    }

    private static Step more(State.AwaitVerdict state, Bytes data, Account account) {
        if (state.keyAsked()) {
            return encrypted(state, data, account);
        }
        if (data.length() == 1 && data.at(0) == FAST_AUTH_OK) {
            return new Step(next(state, false), new Action.Wait());
        }
        if (data.length() != 1 || data.at(0) != FULL_AUTH) {
            return fail(Kind.PROTOCOL, "caching_sha2_password: unknown data of " + data);
        }
        return state.secure()
                ? new Step(next(state, false), new Action.Send(zeroEnded(account.password())))
                : new Step(next(state, true), new Action.Send(Bytes.of((byte) REQUEST_PUBLIC_KEY)));
    }

    private static Step encrypted(State.AwaitVerdict state, Bytes pem, Account account) {
        return switch (RsaPassword.encrypt(pem, state.challenge(), account.password())) {
            case Decoded.Ok<Bytes>(Bytes value) -> new Step(next(state, false), new Action.Send(value));
            case Decoded.Malformed<Bytes>(Decoded.Reason reason, String detail) -> fail(Kind.PROTOCOL, detail);
        };
    }

    private static State next(State.AwaitVerdict s, boolean keyAsked) {
        return new State.AwaitVerdict(s.plugin(), s.challenge(), s.secure(), keyAsked, s.rounds() + 1);
    }

    private static Bytes zeroEnded(Bytes password) {
        return Bytes.of(Arrays.copyOf(password.toArray(), password.length() + 1));
    }

    private static Step unexpected(Payload payload) {
        return fail(Kind.PROTOCOL, "unexpected packet " + payload.getClass().getSimpleName());
    }

    private static Step fail(Kind kind, String detail) {
        return new Step(new State.Over(), new Action.Fail(kind, detail));
    }
}
