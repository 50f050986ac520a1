package io.mainstay.conf.schema;

/** A place where keys stand. */
public enum Block {
    /** The file itself. */
    ROOT("", "the top level"),
    /** {@code global_defs}. */
    GLOBAL("global_defs", "global_defs"),
    /** {@code vrrp_instance NAME}. */
    VRRP_INSTANCE("vrrp_instance", "vrrp_instance NAME"),
    /** {@code authentication} of an instance. */
    AUTHENTICATION("authentication", "authentication, in a vrrp_instance"),
    /** {@code vrrp_script NAME}. */
    SCRIPT("vrrp_script", "vrrp_script NAME"),
    /** {@code vrrp_track_process NAME}. */
    PROCESS("vrrp_track_process", "vrrp_track_process NAME"),
    /** {@code track_file NAME}. */
    FILE("track_file", "track_file NAME"),
    /** {@code vrrp_sync_group NAME}. */
    SYNC_GROUP("vrrp_sync_group", "vrrp_sync_group NAME"),
    /** {@code garp_group}. */
    GARP_GROUP("garp_group", "garp_group"),
    /** {@code metrics}. */
    METRICS("metrics", "metrics"),
    /** {@code proxy}. */
    PROXY("proxy", "proxy"),
    /** {@code track_proxy} of the proxy. */
    PROXY_TRACK("track_proxy", "track_proxy, in proxy"),
    /** {@code servers.NAME} and {@code default_server} of the proxy. */
    PROXY_SERVER("servers", "servers NAME and default_server, in proxy"),
    /** {@code listeners.NAME} of the proxy. */
    PROXY_LISTENER("listeners", "listeners NAME, in proxy"),
    /** {@code check} of the proxy. */
    PROXY_CHECK("check", "check, in proxy"),
    /** {@code timeouts} of the proxy. */
    PROXY_TIMEOUTS("timeouts", "timeouts, in proxy"),
    /** {@code limits} of the proxy. */
    PROXY_LIMITS("limits", "limits, in proxy");

    private final String keyword;
    private final String title;

    Block(String keyword, String title) {
        this.keyword = keyword;
        this.title = title;
    }

    /** The keyword that opens it; empty for the file. */
    public String keyword() {
        return keyword;
    }

    /** What people call it. */
    public String title() {
        return title;
    }
}
