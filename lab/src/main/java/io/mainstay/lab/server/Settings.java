package io.mainstay.lab.server;

import java.util.List;

/**
 * One virtual router, in the terms that both daemons understand. Immutable; change it with the {@code with…} methods.
 *
 * @param state initial state, {@code MASTER} or {@code BACKUP}
 * @param priority 1 to 254
 * @param vip the virtual address; without a prefix 24 is added
 * @param password for PASS authentication; empty for none
 * @param extra further lines of the instance block
 * @param global further blocks and lines before it, scripts for example
 */
public record Settings(
        String state, int priority, String vip, String password, List<String> extra, List<String> global) {
    public Settings {
        extra = List.copyOf(extra);
        global = List.copyOf(global);
    }

    /** A backup router with this priority, one-second adverts, VRID 51, no authentication. */
    public static Settings of(int priority, String vip) {
        return new Settings("BACKUP", priority, vip, "", List.of(), List.of());
    }

    public Settings withPriority(int value) {
        return new Settings(state, value, vip, password, extra, global);
    }

    public Settings withPassword(String value) {
        return new Settings(state, priority, vip, value, extra, global);
    }

    /** Replaces the further lines of the instance block. */
    public Settings withExtra(String... lines) {
        return new Settings(state, priority, vip, password, List.of(lines), global);
    }

    /**
     * Adds a check.
     *
     * @param command absolute
     * @param weight 0 means FAULT
     */
    public Settings withCheck(String command, int weight) {
        String block = """
                vrrp_script chk {
                    script "%s"
                    interval 1
                    weight %d
                }
                """.formatted(command, weight);
        return new Settings(state, priority, vip, password, List.of("track_script {", "    chk", "}"), List.of(block));
    }

    /** As a {@code keepalived.conf}, which both daemons read. */
    public String text() {
        StringBuilder text = new StringBuilder("global_defs {\n    script_user root\n}\n");
        global.forEach(text::append);
        text.append("vrrp_instance VI_1 {\n");
        for (String line : List.of(
                "state " + state,
                "interface eth0",
                "virtual_router_id 51",
                "priority " + priority,
                "advert_int 1",
                authentication(),
                "virtual_ipaddress {",
                "    " + (vip.contains("/") ? vip : vip + "/24"),
                "}")) {
            text.append("    ").append(line).append('\n');
        }
        extra.forEach(line -> text.append("    ").append(line).append('\n'));
        return text.append("}\n").toString();
    }

    private String authentication() {
        return password.isEmpty()
                ? ""
                : "authentication {\n        auth_type PASS\n        auth_pass " + password + "\n    }";
    }
}
