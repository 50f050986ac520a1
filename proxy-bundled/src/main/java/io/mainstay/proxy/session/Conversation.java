package io.mainstay.proxy.session;

import io.mainstay.proxy.wire.ErrPacket;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a session's state from the bytes that pass: whether the login is over, whose turn it is, whether a
 * transaction is open. Owned by the session's loop; looks, never keeps or changes.
 */
final class Conversation {
    private static final int SHUTDOWN_IN_PROGRESS = 1053;
    private static final String LINK_FAILURE = "08S01";

    private @Nullable Handshake handshake = new Handshake();
    private boolean opaque;
    private Rest rest = Rest.BUSY;
    private boolean serverSpokeLast;

    /** True when these bytes ended the login. */
    boolean passing(ByteBuf bytes, boolean fromServer) {
        serverSpokeLast = fromServer;
        boolean loggedIn = handshake != null && follow(handshake, bytes, fromServer);
        rest = fromServer && !opaque ? Rest.after(bytes) : Rest.BUSY;
        return loggedIn;
    }

    private boolean follow(Handshake following, ByteBuf bytes, boolean fromServer) {
        if (fromServer) {
            following.fromServer(bytes);
        } else {
            following.fromClient(bytes);
        }
        if (following.phase() != Handshake.Phase.DONE) {
            return false;
        }
        opaque = following.isOpaque();
        handshake = null;
        return true;
    }

    boolean isInHandshake() {
        return handshake != null;
    }

    /** Whose silence it is now: the client's, when the server has spoken last. */
    boolean serverSpokeLast() {
        return serverSpokeLast;
    }

    boolean isBetweenCommands() {
        return handshake == null && rest != Rest.BUSY;
    }

    /** Whether ending the session now loses nothing. */
    boolean mayEnd() {
        return handshake != null || rest == Rest.IDLE || rest == Rest.AFTER_ERROR;
    }

    /**
     * An ERR packet where the client can read one: before the greeting with sequence 0; between two commands with sequence
     * 1, where the next command's answer is looked for. Elsewhere null: it would stand in the middle of other bytes.
     */
    byte @Nullable [] lastWords(String message) {
        boolean beforeGreeting = handshake != null && handshake.phase() == Handshake.Phase.GREETING;
        return beforeGreeting || isBetweenCommands()
                ? ErrPacket.encode(SHUTDOWN_IN_PROGRESS, LINK_FAILURE, message, beforeGreeting ? 0 : 1)
                : null;
    }
}
