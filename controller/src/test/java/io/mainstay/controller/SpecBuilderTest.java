package io.mainstay.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mainstay.net.Cidr;
import io.mainstay.net.IpAddress;
import io.mainstay.net.Vrid;
import io.mainstay.time.Centis;
import io.mainstay.vrrp.fsm.Parameters.Announcements;
import io.mainstay.vrrp.packet.Authentication;
import io.mainstay.vrrp.packet.Password;
import io.mainstay.vrrp.router.Conduct;
import io.mainstay.vrrp.router.RouterSpec;
import io.mainstay.vrrp.router.RouterSpec.Weighted;
import io.mainstay.vrrp.router.VirtualAddress;
import io.mainstay.vrrp.router.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecBuilderTest {
    @TempDir
    Path folder;

    @Test
    void everySettingOfAnInstanceArrivesInItsRouter() throws IOException {
        String text = """
                vrrp_sync_group G {
                    group {
                        VI_1
                    }
                    sync_group_tracking_weight
                }
                vrrp_instance VI_1 {
                    state BACKUP
                    interface lo
                    virtual_router_id 51
                    priority 110
                    advert_int 2
                    version 2
                    nopreempt
                    authentication {
                        auth_type PASS
                        auth_pass s3cret
                    }
                    mcast_src_ip 10.9.0.1
                    mcast_dst_ip 224.0.0.99
                    down_timer_adverts 5
                    lower_prio_no_advert
                    dont_track_primary
                    garp_master_repeat 7
                    garp_master_delay 11
                    garp_master_refresh 60
                    garp_master_refresh_repeat 2
                    garp_lower_prio_repeat 3
                    garp_lower_prio_delay 4
                    higher_prio_send_advert
                    owner_ignore_adverts
                    skip_check_adv_addr
                    garp_extra_if all 33
                    track_src_ip
                    rejected_master hold
                    track_interface {
                        eth9 weight -20
                    }
                    virtual_ipaddress {
                        10.9.0.100/24 brd 10.9.0.255 dev eth8 scope link label eth8:vip
                        10.9.0.101/24 no_track
                    }
                    virtual_ipaddress_excluded {
                        10.9.0.102/32
                    }
                }
                """;
        List<RouterSpec> specs = SpecBuilder.of(ConfigText.read(folder, text).routers());

        IpAddress broadcast = IpAddress.of("10.9.0.255");
        assertEquals(
                List.of(new RouterSpec(
                        "VI_1",
                        "lo",
                        new Vrid(51),
                        2,
                        110,
                        new Centis(200),
                        false,
                        new Authentication.Simple(Password.of("s3cret")),
                        List.of(
                                new VirtualAddress(
                                        Cidr.of("10.9.0.100/24"), "eth8", "eth8:vip", 253, broadcast, true, true),
                                new VirtualAddress(Cidr.of("10.9.0.101/24"), "lo", null, 0, null, true, false),
                                new VirtualAddress(Cidr.of("10.9.0.102/32"), "lo", null, 0, null, false, true)),
                        IpAddress.of("10.9.0.1"),
                        Wire.multicast(IpAddress.of("224.0.0.99")),
                        5,
                        true,
                        false,
                        new Announcements(
                                7, Duration.ofSeconds(11), Duration.ofSeconds(60), 2, 3, Duration.ofSeconds(4)),
                        List.of(new Weighted("interface eth9", -20, false)),
                        null,
                        new Conduct(Duration.ZERO, true, true, true, Duration.ofSeconds(33), true, true, true, "G"))),
                specs);
    }

    @Test
    void delayOfPreemptionArrivesInItsRouter() throws IOException {
        String text = """
                vrrp_instance VI_1 {
                    interface lo
                    virtual_router_id 51
                    preempt_delay 30
                    virtual_ipaddress {
                        10.9.0.100
                    }
                }
                """;
        RouterSpec spec =
                SpecBuilder.of(ConfigText.read(folder, text).routers()).getFirst();
        assertEquals(
                new Conduct(Duration.ofSeconds(30), false, false, false, Duration.ZERO, false, false, false, null),
                spec.conduct());
    }

    @Test
    void refusedInstanceKeepsItsReasonAndTheOtherRuns() throws IOException {
        String text = """
                vrrp_instance BAD {
                    interface lo
                    virtual_router_id 300
                    virtual_ipaddress {
                        10.9.0.100
                    }
                }
                vrrp_instance GOOD {
                    interface lo
                    virtual_router_id 52
                    virtual_ipaddress {
                        10.9.0.101
                    }
                }
                """;
        List<RouterSpec> runnable = SpecBuilder.of(ConfigText.read(folder, text).routers()).stream()
                .filter(s -> s.refused() == null)
                .toList();

        assertEquals(List.of("GOOD"), runnable.stream().map(RouterSpec::name).toList());
    }
}
