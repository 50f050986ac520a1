package io.mainstay.controller;

import io.mainstay.conf.channel.ChannelCodec;
import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.control.Handler;
import io.mainstay.control.RefusedException;
import io.mainstay.control.Request;
import io.mainstay.control.Snapshot;
import io.mainstay.control.WhyReport;
import io.mainstay.journal.Feed;
import io.mainstay.journal.Journal;
import io.mainstay.time.Deadline;
import io.mainstay.vrrp.router.Input;
import io.mainstay.vrrp.router.Orders;
import io.mainstay.vrrp.router.VirtualRouter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What operators may ask and order, by the control socket (docs/control.md). Runs on the socket's threads; reads
 * snapshots, and gives the loop inputs that it takes in its next turn.
 */
final class Administration implements Handler {
    /** How long the loop may take for an order; a healthy one takes a millisecond. */
    private static final Duration LOOP = Duration.ofSeconds(5);

    /** An answer without end looks this often whether it is still wanted. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final int REASON_LIMIT = 200;

    private final Parts parts;

    /** What it works with. */
    record Parts(
            Supplier<Snapshot> snapshot,
            Supplier<Deadline> now,
            Function<Snapshot, String> status,
            Supplier<WhyReport.Background> background,
            Mailbox mailbox,
            Witness witness,
            Optional<Journal> journal,
            OrdersFile orders,
            Reloads reloads) {}

    /** Reading the configuration again. */
    interface Reloads {
        /** What the files hold now. @throws RefusedException with all that is wrong with them */
        ControllerConfig read() throws RefusedException;

        /** What runs. */
        ControllerConfig present();

        /** Has the loop take it; returns when it has. */
        void take(ControllerConfig fresh) throws RefusedException, InterruptedException;
    }

    Administration(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void answer(Request request, Lines out) throws RefusedException, IOException, InterruptedException {
        switch (request.act()) {
            case "status" -> out.line(parts.status().apply(parts.snapshot().get()));
            case "why" -> why(request, out);
            case "journal" -> new JournalAnswer(journal()).answer(request, out);
            case "trace" -> trace(out);
            case "maintenance" -> maintenance(request, out);
            case "switchover" -> new Handover(parts.snapshot(), this::give, parts.now()).answer(request, out);
            case "reload" -> reload(request, out);
            default ->
                throw new RefusedException("do: " + request.act()
                        + " (expected: status, why, journal, trace, maintenance, switchover or reload)");
        }
    }

    private Journal journal() throws RefusedException {
        return parts.journal().orElseThrow(() -> new RefusedException("no journal is kept (global_defs: journal off)"));
    }

    /** Hands the loop an input and waits until it has taken it. */
    private Snapshot give(Input input) throws RefusedException, InterruptedException {
        Errand errand = new Errand(input);
        if (!parts.mailbox().offer(errand)) {
            throw new RefusedException(Mailbox.ERRANDS + " orders wait already (expected: fewer; try again)");
        }
        try {
            return errand.done().get(LOOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RefusedException("the loop has not taken it for " + LOOP.toSeconds() + " s: it may still do", e);
        } catch (ExecutionException e) {
            throw new RefusedException("this is a bug: " + e.getCause(), e);
        }
    }

    private void why(Request request, Lines out) throws RefusedException, IOException {
        Snapshot snapshot = parts.snapshot().get();
        WhyReport report = new WhyReport(snapshot, parts.background().get());
        Optional<String> name = request.text("instance");
        List<VirtualRouter> asked =
                name.isEmpty() ? snapshot.table().routers() : List.of(instance(snapshot, name.get()));
        out.line(ChannelCodec.json(
                "v",
                Request.VERSION,
                "instances",
                asked.stream().map(report::of).toList()));
    }

    /** @throws RefusedException when there is none; the text names those that there are */
    static VirtualRouter instance(Snapshot snapshot, String name) throws RefusedException {
        return snapshot.table()
                .router(name)
                .orElseThrow(() -> new RefusedException("instance: " + name + " (expected: "
                        + String.join(
                                ", ",
                                snapshot.table().routers().stream()
                                        .map(r -> r.spec().name())
                                        .toList())
                        + ")"));
    }

    private void trace(Lines out) throws IOException, InterruptedException {
        Feed<Witness.Traced> feed = parts.witness().trace();
        try (Feed<Witness.Traced>.Subscription adverts = feed.subscribe()) {
            while (out.isWanted()) {
                Optional<Witness.Traced> next = adverts.next(LOOK);
                if (next.isPresent()) {
                    out.line(next.get().json());
                }
                long lost = adverts.takeLost();
                if (lost > 0) {
                    out.line(ChannelCodec.json("v", Request.VERSION, "lost", lost));
                }
            }
        }
    }

    private void maintenance(Request request, Lines out) throws RefusedException, IOException, InterruptedException {
        boolean on = request.flag("on");
        String reason = request.text("reason").filter(r -> !r.isBlank()).orElse("ordered by the operator");
        if (reason.length() > REASON_LIMIT) {
            throw new RefusedException(
                    "reason: " + reason.length() + " characters (expected: at most " + REASON_LIMIT + ")");
        }
        Optional<String> name = request.text("instance");
        if (name.isPresent()) {
            checkMaintenance(name.get(), on);
        }
        Snapshot unused = give(new Input.Maintenance(name.orElse(null), on, reason));
        Optional<String> unsaved = save();
        out.line(ChannelCodec.json(
                "v",
                Request.VERSION,
                "text",
                name.map(n -> "instance " + n).orElse("every instance")
                        + (on ? " is in maintenance" : " takes part again"),
                "warning",
                unsaved.map(u -> "does not survive a restart: " + u).orElse("")));
    }

    private void checkMaintenance(String name, boolean on) throws RefusedException {
        Orders orders = parts.snapshot().get().table().world().orders();
        if (!on && orders.everywhere() != null) {
            throw new RefusedException(
                    "every instance is in maintenance (expected: maintenance off without an instance)");
        }
        if (on || !orders.maintenance().containsKey(name)) {
            instance(parts.snapshot().get(), name);
        }
    }

    /** What holds when its turn comes: of two operators at once the later one must not write what the earlier saw. */
    private Optional<String> save() {
        synchronized (parts.orders()) {
            try {
                parts.orders().save(parts.snapshot().get().table().world().orders());
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of(String.valueOf(e));
            }
        }
    }

    private void reload(Request request, Lines out) throws RefusedException, IOException, InterruptedException {
        boolean dry = request.flag("dryRun");
        ControllerConfig fresh = parts.reloads().read();
        Snapshot snapshot = parts.snapshot().get();
        List<String> differences = ReloadPreview.differences(parts.reloads().present(), fresh);
        Map<String, List<String>> effects =
                ReloadPreview.effects(snapshot.table(), fresh, parts.now().get());
        if (!dry) {
            parts.reloads().take(fresh);
        }
        out.line(
                ChannelCodec.json("v", Request.VERSION, "dryRun", dry, "differences", differences, "effects", effects));
    }
}
