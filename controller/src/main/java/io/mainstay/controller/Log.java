package io.mainstay.controller;

import io.mainstay.conf.text.Diagnostic;
import io.mainstay.vrrp.router.Command;
import io.mainstay.vrrp.router.Input;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that the controller says; the catalogue for an operator. Any thread. */
final class Log {
    private final Logger logger = LoggerFactory.getLogger("mainstay");

    void started(String version, List<String> files, int routers) {
        logger.info("mainstay {} started: {} instance(s) from {}", version, routers, String.join(", ", files));
    }

    void finding(Diagnostic d) {
        switch (d.severity()) {
            case ERROR -> logger.error("configuration: {}", d);
            case WARNING -> logger.warn("configuration: {}", d);
            case NOTE -> logger.info("configuration: {}", d);
        }
    }

    void stateChanged(Command.StateChanged c) {
        logger.info("[{}] {} -> {}: {} (priority {})", c.router(), c.from(), c.to(), c.reason(), c.priority());
    }

    void groupChanged(Command.GroupChanged c) {
        logger.info("[vrrp_sync_group {}] {} -> {}: {}", c.router(), c.from(), c.to(), c.reason());
    }

    void listeningOnly(String delay) {
        logger.info("listening only for {} before the instances begin (vrrp_startup_delay)", delay);
    }

    void settingRefused(String file, String error) {
        logger.warn("{} is not set: {}", file, error);
    }

    void note(Command.Note n) {
        if (n.warning()) {
            logger.warn("[{}] {}", n.router(), n.text());
        } else {
            logger.info("[{}] {}", n.router(), n.text());
        }
    }

    void tracker(String tracker, String verdict, String detail) {
        logger.info("[{}] {}: {}", tracker, verdict, detail);
    }

    void proxy(String text) {
        logger.info("[proxy] {}", text);
    }

    void socketFailed(String link, String error) {
        logger.error("cannot speak VRRP on {}: {}; trying again every second", link, error);
    }

    void removalRefused(String error) {
        logger.warn("address not removed: {}; it goes by itself when its lifetime has passed", error);
    }

    void overrun() {
        logger.warn("kernel notifications were lost: asking for all interfaces and addresses anew");
    }

    void reloading() {
        logger.info("reload: reading the configuration");
    }

    void reloadRefused(int errors) {
        logger.error("reload: refused because of {} error(s): nothing has changed", errors);
    }

    void reloaded(List<String> changes) {
        if (changes.isEmpty()) {
            logger.info("reload: nothing differs");
        }
        changes.forEach(c -> logger.info("reload: {}", c));
    }

    void stopping(String reason) {
        logger.info("stopping: {}", reason);
    }

    void stopped() {
        logger.info("stopped");
    }

    void noControlSocket(String error) {
        logger.warn("no control socket: {}; `mainstay status` will not work, all else does", error);
    }

    void noMetrics(String error) {
        logger.warn("no metrics: {}; all else goes on", error);
    }

    void journal(String text) {
        logger.warn("{}", text);
    }

    void maintenance(Input.Maintenance order) {
        logger.warn(
                "{} in maintenance since an earlier life: {}",
                order.router() == null ? "every instance is" : "instance " + order.router() + " is",
                order.reason());
    }

    void ordersUnreadable(String error) {
        logger.error("orders of maintenance cannot be read, none holds: {}", error);
    }

    void scheduling(String text) {
        logger.info("scheduling: {}", text);
    }

    void schedulingFailed(String text) {
        logger.warn("scheduling: {}", text);
    }

    void turnFailed(RuntimeException e) {
        logger.error("this is a bug: an event was dropped", e);
    }

    void nothingToRun() {
        logger.error("no instance can run as it is written: not starting");
    }

    void missing(String capabilities) {
        logger.error("missing {}: run as root, or grant it (systemd: AmbientCapabilities=, else setcap)", capabilities);
    }

    void failed(String text) {
        logger.error("{}", text);
    }

    void requestFailed(String error) {
        logger.warn("control socket: {}", error);
    }
}
