package io.mainstay.controller;

import static org.awaitility.Awaitility.await;

import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.linux.libc.Capability;
import io.mainstay.linux.libc.LibC;
import io.mainstay.linux.libc.NativeSocket;
import io.mainstay.linux.libc.Sockaddr;
import io.mainstay.linux.libc.SystemCallException;
import io.mainstay.linux.link.Addresses;
import io.mainstay.linux.link.KernelMonitor;
import io.mainstay.linux.link.Link;
import io.mainstay.linux.link.Links;
import io.mainstay.linux.link.NetlinkSocket;
import io.mainstay.linux.poll.Poller;
import io.mainstay.linux.raw.Announcer;
import io.mainstay.linux.raw.VrrpSocket;
import io.mainstay.net.IpAddress;
import io.mainstay.vrrp.router.Command;
import io.mainstay.vrrp.router.VirtualRouter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A loop on a thread of its own, on the real kernel, with somebody who listens and speaks at the wire's other end. */
final class Rig implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final int ETH_P_ALL = 3;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int IP_PROTOCOL = 14 + 9;
    private static final int VRRP_PRIORITY = 14 + 20 + 2;

    private final LibC libc = LibC.load();
    private final Poller poller = new Poller(libc);
    private final KernelMonitor monitor = KernelMonitor.open(libc);
    private final NetlinkSocket netlink = NetlinkSocket.open(libc);
    final Announcer announcer = Announcer.open(libc);
    private final Edge edge;
    private final NativeSocket wire;
    private final VrrpSocket peer;
    private final Thread thread;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    final Mailbox mailbox = new Mailbox(poller::wakeUp);
    final List<String> states = new CopyOnWriteArrayList<>();
    final List<Reload> adopted = new CopyOnWriteArrayList<>();
    final List<List<IpAddress>> told = new CopyOnWriteArrayList<>();
    volatile boolean proxyRuns;
    final Loop loop;

    Rig(ControllerConfig config) throws SystemCallException {
        Addresses addresses = new Addresses(netlink);
        LinkTable table = new LinkTable();
        Log log = new Log();
        edge = new Edge(libc, poller, addresses, announcer, table, log);
        poller.add(monitor.descriptor(), monitor);
        Loop.Parts parts = new Loop.Parts(
                new SystemTimeline(),
                poller,
                monitor,
                new Links(netlink),
                addresses,
                table,
                edge,
                mailbox,
                new Witness(Optional.empty()),
                log);
        loop = new Loop(
                parts, SpecBuilder.of(config.routers()), this::changed, adopted::add, new Departures(this::tellProxy));
        Link right = new Links(netlink)
                .dump().stream()
                        .filter(l -> l.name().equals("right"))
                        .findFirst()
                        .orElseThrow();
        wire = sniffer(right);
        peer = VrrpSocket.open(libc, right, IpAddress.of("224.0.0.18"));
        thread = new Thread(this::run, "loop");
        thread.start();
    }

    private NativeSocket sniffer(Link link) throws SystemCallException {
        NativeSocket socket = NativeSocket.open(
                libc, "wire", Capability.CAP_NET_RAW, Sockaddr.AF_PACKET, NativeSocket.SOCK_RAW | SOCK_NONBLOCK, 0);
        byte[] address = Sockaddr.link(link.index().value());
        ByteBuffer.wrap(address).order(ByteOrder.BIG_ENDIAN).putShort(2, (short) ETH_P_ALL);
        socket.bind(address);
        return socket;
    }

    private boolean tellProxy(List<IpAddress> leaving) {
        told.add(leaving);
        return proxyRuns;
    }

    private void changed(Command.StateChanged change) {
        states.add(change.from() + " -> " + change.to());
    }

    private void run() {
        try {
            loop.run();
        } catch (SystemCallException | RuntimeException e) {
            failure.set(e);
        }
    }

    /** The peer at 10.9.0.2 says this. */
    void hear(byte[] message) throws SystemCallException {
        peer.send(IpAddress.of("10.9.0.2"), IpAddress.of("224.0.0.18"), 255, message);
    }

    VirtualRouter router() {
        return loop.snapshot().table().router("VI_1").orElseThrow();
    }

    void until(Predicate<VirtualRouter> holds) {
        await().atMost(LIMIT)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptionsMatching(e -> e instanceof NoSuchElementException)
                .until(() -> holds.test(router()));
    }

    void untilState(String name) {
        until(r -> r.state().name().name().equals(name));
    }

    /** The priorities of the adverts that arrived at the other end since the last time. */
    List<Integer> adverts() throws SystemCallException {
        List<Integer> priorities = new ArrayList<>();
        byte[] frame = new byte[2048];
        for (OptionalInt n = wire.receive(frame); n.isPresent(); n = wire.receive(frame)) {
            boolean vrrp = frame[12] == 0x08 && frame[13] == 0x00 && frame[IP_PROTOCOL] == 112;
            if (vrrp) {
                priorities.add(Byte.toUnsignedInt(frame[VRRP_PRIORITY]));
            }
        }
        return priorities;
    }

    /** What arrived at the other end since the last time, adverts and gratuitous ARPs, in the order of the wire. */
    List<String> frames() throws SystemCallException {
        List<String> kinds = new ArrayList<>();
        byte[] frame = new byte[2048];
        for (OptionalInt n = wire.receive(frame); n.isPresent(); n = wire.receive(frame)) {
            if (frame[12] == 0x08 && frame[13] == 0x00 && frame[IP_PROTOCOL] == 112) {
                kinds.add("advert " + Byte.toUnsignedInt(frame[VRRP_PRIORITY]));
            } else if (frame[12] == 0x08 && frame[13] == 0x06 && Arrays.equals(frame, 28, 32, frame, 38, 42)) {
                kinds.add("announcement"); // sender and target address are one
            }
        }
        return kinds;
    }

    /** Ends the loop's run; the routers stand as they stood. */
    void stop() {
        mailbox.stop("test");
        await().atMost(LIMIT).pollInSameThread().until(() -> !thread.isAlive());
    }

    @Override
    public void close() throws IOException {
        stop();
        edge.close();
        peer.close();
        wire.close();
        announcer.close();
        netlink.close();
        monitor.close();
        poller.close();
        if (failure.get() != null) {
            throw new IOException("the loop ended", failure.get());
        }
    }
}
