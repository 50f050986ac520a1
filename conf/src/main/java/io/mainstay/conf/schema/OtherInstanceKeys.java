package io.mainstay.conf.schema;

import static io.mainstay.conf.schema.Block.VRRP_INSTANCE;
import static io.mainstay.conf.schema.Key.ignored;
import static io.mainstay.conf.schema.Key.refused;

import java.util.ArrayList;
import java.util.List;

/** Keys of {@code vrrp_instance} that are known and not carried out: ignored, or refused where that would be unsafe. */
public final class OtherInstanceKeys {
    private OtherInstanceKeys() {}

    static List<Key> all() {
        List<Key> all = new ArrayList<>();
        refuse(
                all,
                "virtual MAC addresses are not supported yet: take it out on all hosts to use the interface's own MAC"
                        + " (gratuitous ARP tells the neighbours)",
                "use_vmac",
                "use_ipvlan");
        refuse(
                all,
                "HMAC authentication is not supported yet: use authentication with auth_type PASS on all hosts, or none",
                "auth_hmac");
        refuse(all, "VRFs are not supported yet: name the interface with interface", "vrf");
        refuse(all, "BFD is not supported yet, and without it nothing is checked: use track_script", "track_bfd");
        unicast(all);
        rest(all);
        return all;
    }

    private static void unicast(List<Key> all) {
        ignore(all, "the checksum that keepalived sent before 1.3.7 is neither sent nor taken", "old_unicast_checksum");
        ignore(all, "virtual MAC addresses are not supported yet", "use_vmac_addr", "vmac_xmit_base");
    }

    private static void rest(List<Key> all) {
        ignore(
                all,
                "a router that was stopped for longer than its master-down interval listens first, always",
                "timer_expired_backup");
        ignore(
                all,
                "not run: notify runs at every change of state",
                "notify_master_rx_lower_pri",
                "notify_deleted",
                "notify_priority_changes");
        ignore(all, "no mail is sent: have a notify hook run a mailer", "smtp_alert");
        ignore(all, "packets to the addresses are accepted, always", "accept", "no_accept");
        ignore(
                all,
                "no routes or rules are set up: have notify_master and notify_backup do it",
                "virtual_routes",
                "virtual_rules");
        ignore(all, "the socket buffer keeps its size, and there is no debug level", "kernel_rx_buf_size", "debug");
        ignore(all, "links are watched by netlink events, which need no settings", "linkbeat_use_polling");
        ignore(all, "load balancing in the kernel (IPVS) is no part of Mainstay", "lvs_sync_daemon_interface");
    }

    private static void ignore(List<Key> all, String consequence, String... names) {
        for (String name : names) {
            all.add(ignored(VRRP_INSTANCE, name, consequence));
        }
    }

    private static void refuse(List<Key> all, String instead, String... names) {
        for (String name : names) {
            all.add(refused(VRRP_INSTANCE, name, instead));
        }
    }
}
