package io.mainstay.linux.link;

import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.linux.netlink.Message;
import io.mainstay.linux.netlink.Requests;
import java.util.List;

/** The interfaces of the namespace. Owned by the thread that owns the socket. */
public final class Links {
    private final NetlinkSocket socket;

    public Links(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** All there are now, in the kernel's order. */
    public List<Link> dump() throws SystemCallException {
        return socket.dump(Requests::dumpLinks).stream()
                .filter(Message.NewLink.class::isInstance)
                .map(m -> Link.of(((Message.NewLink) m).link()))
                .toList();
    }
}
