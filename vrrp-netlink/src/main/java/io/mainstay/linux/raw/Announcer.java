package io.mainstay.linux.raw;

import io.mainstay.linux.libc.Capability;
import io.mainstay.linux.libc.LibC;
import io.mainstay.linux.libc.NativeSocket;
import io.mainstay.linux.libc.Sockaddr;
import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.linux.link.Link;
import io.mainstay.net.IpAddress;
import io.mainstay.net.MacAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells the neighbours that an address is here now: one frame a call, over one packet socket that receives nothing.
 * How often and when is the caller's business. Owned by one thread.
 */
public final class Announcer implements AutoCloseable {
    /** Frames kept ready; the oldest makes room, and is built again when it is wanted (some 10 µs). */
    static final int FRAMES_LIMIT = 1024;

    /** Enough for the interpreter to have resolved every call on the way; not so many that starting up is felt. */
    private static final int WARM_UP_ROUNDS = 50;

    private static final int NO_SUCH_LINK = Integer.MAX_VALUE;
    private static final int RECEIVE_NOTHING = 0; // packet(7): protocol 0 passes no packets up

    private record Key(MacAddress mac, IpAddress address) {}

    private final NativeSocket socket;
    private final Map<Key, byte[]> frames = new LinkedHashMap<>();
    private long sent;
    private long skipped;

    private Announcer(NativeSocket socket) {
        this.socket = socket;
    }

    /** Opens one in the network namespace of the calling thread; it serves all interfaces there. */
    public static Announcer open(LibC libc) throws SystemCallException {
        return new Announcer(NativeSocket.open(
                libc,
                "packet socket for announcements",
                Capability.CAP_NET_RAW,
                Sockaddr.AF_PACKET,
                NativeSocket.SOCK_RAW | NativeSocket.SOCK_NONBLOCK,
                RECEIVE_NOTHING));
    }

    /**
     * Sends one gratuitous ARP, or one unsolicited neighbour advertisement for IPv6. An interface on which nobody asks
     * for addresses (no ARP, loopback, no Ethernet address) is passed over.
     *
     * @throws SystemCallException ENETDOWN, ENXIO: the interface is down or gone; ENOBUFS: its queue is full
     */
    public void announce(Link link, IpAddress address) throws SystemCallException {
        MacAddress mac = link.mac();
        if (mac == null || link.noArp() || link.loopback()) {
            skipped++;
            return;
        }
        socket.send(frame(mac, address), Sockaddr.link(link.index().value()));
        sent++;
    }

    /** Builds the frame of an address that may have to be announced in a hurry. */
    public void prepare(MacAddress mac, IpAddress address) {
        frame(mac, address);
    }

    private byte[] frame(MacAddress mac, IpAddress address) {
        Key key = new Key(mac, address);
        byte[] known = frames.get(key);
        return known != null ? known : keep(key);
    }

    private byte[] keep(Key key) {
        if (frames.size() >= FRAMES_LIMIT) {
            frames.remove(frames.keySet().iterator().next());
        }
        byte[] frame = build(key.mac(), key.address());
        frames.put(key, frame);
        return frame;
    }

    private static byte[] build(MacAddress mac, IpAddress address) {
        return address.isIpv4()
                ? Frames.gratuitousArp(mac, address)
                : Frames.unsolicitedAdvertisement(mac, address, true);
    }

    /**
     * Loads and exercises everything between here and the kernel, against an interface that does not exist: no byte
     * gets out, and the first announcement that counts does not wait for class loading. Some tens of milliseconds.
     */
    public void warmUp() {
        MacAddress mac = MacAddress.of("00:00:5e:00:53:01"); // for documentation (RFC 9542 2.1.4)
        byte[] nowhere = Sockaddr.link(NO_SUCH_LINK);
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            socket.trySend(build(mac, IpAddress.of("192.0.2.1")), nowhere);
            socket.trySend(build(mac, IpAddress.of("2001:db8::1")), nowhere);
        }
    }

    /** How many frames are kept ready. */
    public int ready() {
        return frames.size();
    }

    /** How many frames went out. */
    public long sent() {
        return sent;
    }

    /** How many announcements an interface had no use for. */
    public long skipped() {
        return skipped;
    }

    @Override
    public void close() {
        socket.close();
    }
}
