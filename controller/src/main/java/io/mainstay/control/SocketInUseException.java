package io.mainstay.control;

import java.io.IOException;
import java.nio.file.Path;

/** Another process answers at the control socket: most likely a controller that runs already. */
public final class SocketInUseException extends IOException {
    private static final long serialVersionUID = 1;

    SocketInUseException(Path path) {
        super(path + ": another controller answers there (expected: one per host, or another control_socket for each)");
    }
}
