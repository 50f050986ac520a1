package io.mainstay.conf.schema;

import static io.mainstay.conf.schema.Block.ROOT;
import static io.mainstay.conf.schema.Key.ignored;
import static io.mainstay.conf.schema.Key.key;

import java.util.ArrayList;
import java.util.List;

/** Keys of the top level. */
public final class RootKeys {
    public static final Key GLOBAL_DEFS = key(ROOT, "global_defs", Type.BLOCK, "", "What holds for the whole program.");
    public static final Key INSTANCE = key(
            ROOT,
            "vrrp_instance",
            Type.BLOCK,
            "",
            "A virtual router: the addresses that one host of the group holds, named by the word that follows.");
    public static final Key SCRIPT = key(
            ROOT,
            "vrrp_script",
            Type.BLOCK,
            "",
            "A check that runs again and again; instances name it in track_script. It may be defined after the"
                    + " instance that names it.");
    public static final Key PROCESS = key(
            ROOT, "vrrp_track_process", Type.BLOCK, "", "A process that must run; instances name it in track_process.");
    public static final Key FILE =
            key(ROOT, "track_file", Type.BLOCK, "", "A file with a number in it; instances name it in track_file.");
    public static final Key FILE_OLD = key(ROOT, "vrrp_track_file", Type.BLOCK, "", "The former name of track_file.");
    public static final Key SYNC_GROUP = key(
            ROOT,
            "vrrp_sync_group",
            Type.BLOCK,
            "",
            "Instances that are master, backup or in fault together, named by the word that follows.");
    public static final Key GARP_GROUP = key(
            ROOT, "garp_group", Type.BLOCK, "", "Interfaces whose announcements keep a pace of their own together.");
    public static final Key PROXY = key(
            ROOT,
            "proxy",
            Type.BLOCK,
            "",
            "The supervised MySQL proxy. Where it stands, every instance tracks it unless track_proxy says off.");

    public static final Key METRICS =
            key(ROOT, "metrics", Type.BLOCK, "", "Metrics and health over HTTP; without it none are served.");

    private RootKeys() {}

    static List<Key> all() {
        List<Key> all = new ArrayList<>(List.of(
                GLOBAL_DEFS, INSTANCE, SCRIPT, PROCESS, FILE, FILE_OLD, SYNC_GROUP, GARP_GROUP, PROXY, METRICS));
        add(
                all,
                "load balancing in the kernel (IPVS) is no part of Mainstay: the block is skipped; use the proxy section"
                        + " for MySQL",
                "virtual_server",
                "virtual_server_group",
                "SSL");
        add(
                all,
                "not set up here, set it up with the system's network configuration",
                "static_ipaddress",
                "static_routes",
                "static_rules");
        add(
                all,
                "namespaces are chosen by whoever starts the program (ip netns exec)",
                "net_namespace",
                "net_namespace_ipvs",
                "namespace_with_ipsets");
        add(
                all,
                "links are watched by netlink events, which need no settings",
                "linkbeat_use_polling",
                "linkbeat_interfaces",
                "interface_up_down_delays");
        add(
                all,
                "one process per host, so there is nothing to name apart and no pid file",
                "use_pid_dir",
                "instance",
                "child_wait_time");
        add(all, "BFD sessions are not run; what tracks one is refused", "bfd_instance");
        add(all, "tracked together or not makes no difference to addresses and routes set up elsewhere", "track_group");
        return all;
    }

    private static void add(List<Key> all, String consequence, String... names) {
        for (String name : names) {
            all.add(ignored(ROOT, name, consequence));
        }
    }
}
