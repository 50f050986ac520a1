package io.mainstay.proxy.session;

import io.netty.buffer.ByteBuf;

/**
 * Follows a login from outside, as far as it takes to know when it is over. One session's; one thread.
 *
 * <pre>
 *  GREETING --server's greeting--&gt; REPLY --client's login--&gt; RESULT --server's OK or ERR--&gt; DONE
 *                                     |                        |  ^ auth switch, more data (0xfe, 0x01)
 *                                     +--client's SSLRequest--&gt; TLS --server speaks after the client's second flight--&gt; DONE
 * </pre>
 *
 * <p>Source: MySQL's client/server protocol, "Connection Phase". Under TLS nothing can be read; a client that has sent
 * its second flight, with the login in or behind it, and was answered counts as through (the server's own
 * connect_timeout guards the rest).
 */
final class Handshake {
    /** Payload of an SSLRequest: a login cut before the user's name (32 bytes; 5 in protocol 3.20). */
    private static final int SSL_REQUEST_BYTES = 32;

    private static final int OLD_SSL_REQUEST_BYTES = 5;
    private static final int CLIENT_COMPRESS = 0x20;
    private static final int FLIGHTS_TO_LOGIN = 2;

    private final PacketWalker server = new PacketWalker();
    private final PacketWalker client = new PacketWalker();
    private Phase phase = Phase.GREETING;
    private boolean opaque;
    private boolean clientSpokeLast;
    private int flights;

    enum Phase {
        GREETING,
        REPLY,
        RESULT,
        TLS,
        DONE
    }

    Phase phase() {
        return phase;
    }

    /** Whether what follows is no plain packets: TLS, or compressed. */
    boolean isOpaque() {
        return opaque;
    }

    void fromServer(ByteBuf bytes) {
        boolean answersLogin = phase == Phase.TLS && flights >= FLIGHTS_TO_LOGIN;
        if (phase == Phase.TLS) {
            phase = answersLogin ? Phase.DONE : Phase.TLS;
        } else {
            server.walk(bytes, this::serverPacket);
        }
        clientSpokeLast = false;
    }

    private void serverPacket(int length, int sequence, int first) {
        boolean ends = first == 0xff || (phase == Phase.RESULT && first == 0x00);
        if (ends) {
            phase = Phase.DONE;
        } else if (phase == Phase.GREETING) {
            phase = Phase.REPLY;
        }
    }

    void fromClient(ByteBuf bytes) {
        if (phase == Phase.TLS) {
            flights += clientSpokeLast ? 0 : 1;
        } else {
            client.walk(bytes, this::clientPacket);
        }
        clientSpokeLast = phase == Phase.TLS && flights > 0;
    }

    private void clientPacket(int length, int sequence, int first) {
        if (phase != Phase.REPLY) {
            return;
        }
        boolean tls = length == SSL_REQUEST_BYTES || length == OLD_SSL_REQUEST_BYTES;
        opaque = tls || (first & CLIENT_COMPRESS) != 0;
        phase = tls ? Phase.TLS : Phase.RESULT;
    }
}
