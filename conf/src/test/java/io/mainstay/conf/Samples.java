package io.mainstay.conf;

import io.mainstay.conf.model.AddressConfig;
import io.mainstay.conf.model.CommandConfig;
import io.mainstay.conf.model.ControllerConfig;
import io.mainstay.conf.model.GarpConfig;
import io.mainstay.conf.model.GlobalConfig;
import io.mainstay.conf.model.NotifyConfig;
import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.model.Tracked;
import io.mainstay.conf.model.TrackerConfig;
import io.mainstay.conf.model.UnicastConfig;
import io.mainstay.conf.model.VirtualRouterConfig;
import io.mainstay.conf.text.Position;
import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.packet.Password;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Models for tests, made with few words. */
final class Samples {
    private Samples() {}

    static ControllerConfig config(VirtualRouterConfig... routers) {
        return new ControllerConfig(GlobalConfig.DEFAULT, List.of(routers), List.of(), null);
    }

    static ControllerConfig config(
            GlobalConfig global,
            List<VirtualRouterConfig> routers,
            List<TrackerConfig> trackers,
            @Nullable ProxyConfig proxy) {
        return new ControllerConfig(global, routers, trackers, proxy);
    }

    static TrackerConfig.Script script(String name, int line, Duration interval, String... argv) {
        Position at = new Position("a.conf", line, 1);
        CommandConfig command = new CommandConfig(List.of(argv), null, at);
        return new TrackerConfig.Script(name, at, command, interval, interval, 1, 1, false, null);
    }

    /** A router like any other; what a test is about is changed by the methods that follow it. */
    static Router router(String name, int priority) {
        return new Router(name, priority);
    }

    /** Owned by one test. */
    static final class Router {
        private final String name;
        private final int priority;
        private int line = 1;
        private int vrid = 51;
        private int version = 2;
        private Centis interval = Centis.ofSeconds(1);
        private boolean preempt = true;
        private Authentication authentication = Authentication.NONE;
        private List<String> addresses = List.of("10.0.0.5/24");
        private List<Tracked> tracked = List.of();
        private @Nullable String refused;
        private @Nullable IpAddress source;
        private List<String> peers = List.of();

        private Router(String name, int priority) {
            this.name = name;
            this.priority = priority;
        }

        Router line(int value) {
            line = value;
            return this;
        }

        Router vrid(int value) {
            vrid = value;
            return this;
        }

        Router version(int value) {
            version = value;
            return this;
        }

        Router interval(int centis) {
            interval = new Centis(centis);
            return this;
        }

        Router nopreempt() {
            preempt = false;
            return this;
        }

        Router password(String value) {
            authentication = new Authentication.Simple(Password.of(value));
            return this;
        }

        Router addresses(String... cidrs) {
            addresses = List.of(cidrs);
            return this;
        }

        Router tracked(String key, int weight) {
            tracked = List.of(new Tracked(key, weight, false));
            return this;
        }

        Router unicast(String from, String... to) {
            source = from.isEmpty() ? null : IpAddress.of(from);
            peers = List.of(to);
            return this;
        }

        private @Nullable UnicastConfig unicast() {
            return peers.isEmpty()
                    ? null
                    : new UnicastConfig(
                            peers.stream()
                                    .map(p -> new UnicastConfig.Peer(IpAddress.of(p), 0, 255))
                                    .toList(),
                            true,
                            255);
        }

        Router refused(String reason) {
            refused = reason;
            return this;
        }

        VirtualRouterConfig made() {
            Position at = new Position("a.conf", line, 1);
            return new VirtualRouterConfig(
                    name,
                    at,
                    "eth0",
                    new Vrid(vrid),
                    priority,
                    false,
                    interval,
                    version,
                    preempt,
                    authentication,
                    addresses.stream().map(c -> address(c, at)).toList(),
                    List.of(),
                    source,
                    IpAddress.of(addresses.getFirst().contains(":") ? "ff02::12" : "224.0.0.18"),
                    false,
                    unicast(),
                    GarpConfig.DEFAULT,
                    3,
                    false,
                    true,
                    tracked,
                    NotifyConfig.NONE,
                    refused);
        }

        private static AddressConfig address(String cidr, Position at) {
            String[] parts = cidr.split("/", 2);
            Cidr value = new Cidr(IpAddress.of(parts[0]), Integer.parseInt(parts[1]));
            return new AddressConfig(value, null, null, 0, null, false, at);
        }
    }
}
