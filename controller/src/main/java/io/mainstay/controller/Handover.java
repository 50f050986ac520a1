package io.mainstay.controller;

import io.mainstay.conf.channel.ChannelCodec;
import io.mainstay.control.Handler;
import io.mainstay.control.RefusedException;
import io.mainstay.control.Request;
import io.mainstay.control.Snapshot;
import io.mainstay.net.IpAddress;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.fsm.State;
import io.mainstay.vrrp.fsm.Timers;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.Input.Switchover.How;
import io.mainstay.vrrp.router.Order;
import io.mainstay.vrrp.router.Peer;
import io.mainstay.vrrp.router.VirtualRouter;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code switchover}: tells what is known of who could take over, gives the order, and waits for what becomes of it. A
 * backup is silent in VRRP, so whether one is there shows only when it is asked; the offer asks without giving up.
 */
final class Handover {
    private static final Duration LOOK = Duration.ofMillis(10);

    /** Beyond the time that the core gives, for the loop to come round. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Supplier<Snapshot> snapshots;
    private final Orders orders;
    private final Supplier<Deadline> now;

    /** Gives the loop an input. */
    interface Orders {
        Snapshot give(Input input) throws RefusedException, InterruptedException;
    }

    Handover(Supplier<Snapshot> snapshots, Orders orders, Supplier<Deadline> now) {
        this.snapshots = snapshots;
        this.orders = orders;
        this.now = now;
    }

    void answer(Request request, Handler.Lines out) throws RefusedException, IOException, InterruptedException {
        String name = request.text("instance").orElseThrow(() -> new RefusedException("instance: missing"));
        VirtualRouter router = Administration.instance(snapshots.get(), name);
        if (request.flag("cancel")) {
            cancel(router, out);
            return;
        }
        How how = request.flag("force") ? How.RESIGN : How.OFFER;
        Optional<IpAddress> to = to(request);
        check(router);
        out.line(ChannelCodec.json("v", Request.VERSION, "text", plan(router, how)));
        out.line(ChannelCodec.json("v", Request.VERSION, "text", known(router, to)));
        if (!request.flag("dryRun")) {
            carryOut(router, how, to, out);
        }
    }

    private static Optional<IpAddress> to(Request request) throws RefusedException {
        Optional<String> text = request.text("to");
        Optional<IpAddress> address = text.flatMap(IpAddress::parse);
        if (text.isPresent() && address.isEmpty()) {
            throw new RefusedException(
                    "to: " + text.get() + " (expected: the address that the other one's adverts come from)");
        }
        return address;
    }

    private static void check(VirtualRouter r) throws RefusedException {
        if (!(r.state() instanceof State.Master)) {
            throw new RefusedException("instance " + r.spec().name() + " is "
                    + r.state().name() + " here (expected: MASTER; order it where the addresses are)");
        }
        if (r.standing().order() instanceof Order.Offer) {
            throw new RefusedException("instance " + r.spec().name() + " offers its addresses already");
        }
    }

    private void cancel(VirtualRouter r, Handler.Lines out) throws RefusedException, IOException, InterruptedException {
        boolean ordered =
                r.standing().order() instanceof Order.Offer || r.standing().order() instanceof Order.HandedOver;
        if (!ordered) {
            throw new RefusedException("instance " + r.spec().name() + " has no switchover to cancel");
        }
        Snapshot unused = orders.give(new Input.Switchover(r.spec().name(), How.CANCEL));
        result(out, "cancelled", "the election alone decides about " + r.spec().name() + " again");
    }

    private static String plan(VirtualRouter r, How how) {
        String longest =
                seconds(how == How.OFFER ? Timers.takeover(r.parameters()) : Timers.masterDown(r.parameters()));
        return how == How.OFFER
                ? "keeps the addresses and advertises priority 1 until a backup takes them, for " + longest + " at most"
                : "resigns at once; if nobody takes the addresses, it has them again after " + longest;
    }

    private String known(VirtualRouter r, Optional<IpAddress> to) {
        Optional<Peer> last = r.peers().stream()
                .filter(p -> p.reason() == null && (to.isEmpty() || to.get().equals(p.source())))
                .max(Comparator.comparing(Peer::lastHeard));
        String who = to.map(a -> a + " as a router").orElse("no other router");
        return last.map(p -> "peer " + p.source() + " was heard "
                        + seconds(p.lastHeard().until(now.get()))
                        + " ago; a backup is silent, so whether it is there shows when it takes over")
                .orElse(
                        to.isPresent()
                                ? "has not heard " + who
                                        + " of this instance; a backup is silent, it may be there all the same"
                                : who
                                        + " of this instance was heard; a backup is silent, one may be there all the same");
    }

    private void carryOut(VirtualRouter r, How how, Optional<IpAddress> to, Handler.Lines out)
            throws RefusedException, IOException, InterruptedException {
        Deadline start = now.get();
        Deadline end = start.plus(Timers.takeover(r.parameters())).plus(GRACE);
        String name = r.spec().name();
        VirtualRouter seen = routerIn(orders.give(new Input.Switchover(name, how)), r);
        while (!isDecided(seen, start) && !end.isDue(now.get())) {
            Thread.sleep(LOOK);
            seen = routerIn(snapshots.get(), r);
        }
        tell(seen, start, to, out);
    }

    private static VirtualRouter routerIn(Snapshot snapshot, VirtualRouter fallback) {
        return snapshot.table().router(fallback.spec().name()).orElse(fallback);
    }

    /** It has a master to follow; or it is master and the order is over, one way or the other. */
    private static boolean isDecided(VirtualRouter r, Deadline start) {
        return switch (r.state()) {
            case State.Backup b -> successor(r, start).isPresent();
            case State.Master m -> r.standing().order() instanceof Order.None;
            case State.Init s -> true;
            case State.Fault s -> true;
        };
    }

    private static Optional<Peer> successor(VirtualRouter r, Deadline start) {
        return r.peers().stream()
                .filter(p ->
                        p.reason() == null && p.priority() > 0 && p.lastHeard().isAfter(start))
                .max(Comparator.comparing(Peer::lastHeard));
    }

    private void tell(VirtualRouter r, Deadline start, Optional<IpAddress> to, Handler.Lines out) throws IOException {
        String name = r.spec().name();
        String after = " after " + seconds(start.until(now.get()));
        Optional<Peer> successor = successor(r, start);
        if (r.state() instanceof State.Backup && successor.isPresent()) {
            IpAddress who = successor.get().source();
            boolean wanted = to.isEmpty() || to.get().equals(who);
            result(
                    out,
                    wanted ? "done" : "other",
                    who + " has taken over " + name + after
                            + (wanted ? "" : " (wanted: " + to.get() + "; among backups their priorities decide)"));
        } else if (r.state() instanceof State.Master) {
            result(out, "nobody", "nobody has taken over " + name + after + ": it is master here");
        } else {
            result(out, "unknown", name + " is " + r.state().name() + after + "; see mainstay why " + name);
        }
    }

    private static void result(Handler.Lines out, String result, String text) throws IOException {
        out.line(ChannelCodec.json("v", Request.VERSION, "result", result, "text", text));
    }

    private static String seconds(Duration d) {
        return String.format("%d.%03d s", d.toSeconds(), d.toMillisPart());
    }
}
