package io.mainstay.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Who may ask: root, the socket's owner, and the socket's group (SO_PEERCRED, unix(7)). The file's mode says the same
 * to whom comes by the path; this holds for whoever was handed a connection, too.
 */
final class Credentials {
    private Credentials() {}

    /** Why this client may not ask; empty when it may. */
    static Optional<String> refusal(SocketChannel client, Path socket) throws IOException {
        UnixDomainPrincipal peer = client.getOption(ExtendedSocketOptions.SO_PEERCRED);
        PosixFileAttributes file = Files.readAttributes(socket, PosixFileAttributes.class);
        boolean allowed = peer.user().getName().equals("root")
                || peer.user().equals(file.owner())
                || peer.group().equals(file.group());
        return allowed
                ? Optional.empty()
                : Optional.of("user " + peer.user().getName() + " of group "
                        + peer.group().getName() + " may not ask (expected: root, "
                        + file.owner().getName() + ", or the group "
                        + file.group().getName() + ")");
    }
}
