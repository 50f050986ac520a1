package io.mainstay.conf.schema;

import static io.mainstay.conf.schema.Block.GLOBAL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keys of {@code global_defs} that are known and not carried out, by what follows from that. */
final class IgnoredGlobalKeys {
    private static final Map<String, List<String>> BY_CONSEQUENCE = Map.ofEntries(
            Map.entry(
                    "no mail is sent: have a notify hook run a mailer",
                    List.of(
                            "notification_email",
                            "notification_email_from",
                            "smtp_server",
                            "smtp_helo_name",
                            "smtp_connect_timeout",
                            "smtp_alert",
                            "smtp_alert_vrrp",
                            "smtp_alert_checker",
                            "no_email_faults",
                            "no_checker_emails")),
            Map.entry(
                    "priority is not raised by itself: vrrp_rt_priority sets it",
                    List.of("max_auto_priority", "min_auto_priority_delay")),
            Map.entry(
                    "no packet filter is set up: packets to the addresses are accepted",
                    List.of(
                            "vrrp_iptables",
                            "vrrp_ipsets",
                            "nftables",
                            "nftables_priority",
                            "nftables_counters",
                            "nftables_ifindex")),
            Map.entry(
                    "nothing is written to a fifo: use notify, whose runs are kept in order",
                    List.of(
                            "vrrp_notify_fifo",
                            "vrrp_notify_fifo_script",
                            "notify_fifo",
                            "notify_fifo_script",
                            "lvs_notify_fifo",
                            "lvs_notify_fifo_script",
                            "vrrp_notify_priority_changes",
                            "fifo_write_vrrp_states_on_reload")),
            Map.entry("static addresses are not set up", List.of("default_interface")),
            Map.entry("IGMP is joined by the socket in the ordinary way", List.of("disable_local_igmp")),
            Map.entry("adverts of other routers are counted in the status, not logged", List.of("log_unknown_vrids")),
            Map.entry("virtual MAC addresses are not supported yet", List.of("vmac_prefix", "vmac_addr_prefix")),
            Map.entry(
                    "there is one controller process: give it niceness, cpus and limits in its service unit",
                    List.of(
                            "process_names",
                            "process_name",
                            "vrrp_process_name",
                            "checker_process_name",
                            "bfd_process_name",
                            "lvs_process_name",
                            "vrrp_priority",
                            "checker_priority",
                            "bfd_priority",
                            "checker_rt_priority",
                            "bfd_rt_priority",
                            "vrrp_rlimit_rttime",
                            "checker_rlimit_rttime",
                            "bfd_rlimit_rttime",
                            "vrrp_rlimit_rtime",
                            "checker_rlimit_rtime",
                            "bfd_rlimit_rtime",
                            "vrrp_cpu_affinity",
                            "checker_cpu_affinity",
                            "bfd_cpu_affinity",
                            "checker_no_swap",
                            "bfd_no_swap",
                            "umask",
                            "random_seed")),
            Map.entry(
                    "socket buffers keep the sizes that Mainstay chooses; overruns are counted and mended",
                    List.of(
                            "vrrp_rx_bufs_policy",
                            "vrrp_rx_bufs_multiplier",
                            "vrrp_netlink_cmd_rcv_bufs",
                            "vrrp_netlink_cmd_rcv_bufs_force",
                            "vrrp_netlink_monitor_rcv_bufs",
                            "vrrp_netlink_monitor_rcv_bufs_force",
                            "lvs_netlink_cmd_rcv_bufs",
                            "lvs_netlink_cmd_rcv_bufs_force",
                            "lvs_netlink_monitor_rcv_bufs",
                            "lvs_netlink_monitor_rcv_bufs_force",
                            "process_monitor_rcv_bufs",
                            "process_monitor_rcv_bufs_force")),
            Map.entry(
                    "the script is not run: use ExecStartPre and ExecStopPost of the service unit",
                    List.of("startup_script", "shutdown_script", "startup_script_timeout", "shutdown_script_timeout")),
            Map.entry("scripts run as before, with the groups of their user", List.of("set_supplementary_groups")),
            Map.entry("both the written and the resolved path of a script are checked", List.of("use_symlink_paths")),
            Map.entry(
                    "a reload is always parsed and validated first, and what failed changes nothing",
                    List.of("reload_check_config", "reload_time_file", "reload_repeat", "reload_file")),
            Map.entry("what an include must match is said by its own letters", List.of("include_check")),
            Map.entry(
                    "state is asked for with the status command, nothing is dumped into files",
                    List.of(
                            "config_save_dir",
                            "tmp_config_directory",
                            "data_use_instance",
                            "json_version",
                            "state_dump_file",
                            "stats_dump_file",
                            "json_dump_file")),
            Map.entry("routes and rules are not set up", List.of("iproute_usr_dir", "iproute_etc_dir")),
            Map.entry(
                    "there is no SNMP agent: ask with status --json",
                    List.of(
                            "snmp_socket",
                            "enable_traps",
                            "enable_snmp_vrrp",
                            "enable_snmp_keepalived",
                            "enable_snmp_rfc",
                            "enable_snmp_rfcv2",
                            "enable_snmp_rfcv3",
                            "enable_snmp_checker",
                            "snmp_vs_stats_update_interval",
                            "snmp_rs_stats_update_interval")),
            Map.entry(
                    "there is no D-Bus service: use the control socket",
                    List.of("enable_dbus", "dbus_service_name", "dbus_no_interface_name")),
            Map.entry("the timers of a late thread are mended by listening first", List.of("thread_timer_expired")),
            Map.entry(
                    "load balancing in the kernel (IPVS) is no part of Mainstay",
                    List.of(
                            "lvs_timeouts",
                            "lvs_flush",
                            "lvs_flush_on_stop",
                            "lvs_flush_onstop",
                            "lvs_sync_daemon",
                            "nftables_ipvs",
                            "nftables_ipvs_priority",
                            "nftables_ipvs_start_fwmark",
                            "checker_log_all_failures",
                            "rs_init_notifies")));

    private IgnoredGlobalKeys() {}

    static List<Key> all() {
        List<Key> all = new ArrayList<>();
        BY_CONSEQUENCE.forEach(
                (consequence, names) -> names.forEach(name -> all.add(Key.ignored(GLOBAL, name, consequence))));
        return all;
    }
}
