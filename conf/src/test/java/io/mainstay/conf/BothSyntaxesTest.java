package io.mainstay.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mainstay.conf.model.ControllerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BothSyntaxesTest {
    @TempDir
    private Path folder;

    @Test
    void theSameWordsMeanTheSameInBothSyntaxes() throws IOException {
        ControllerConfig hocon = load("""
                global_defs { router_id = n1, script_user = root, enable_script_security = true }
                vrrp_script { chk { script = "/bin/check -a 'b c'", interval = 2, weight = -20, init_fail = true } }
                vrrp_instance {
                  VI_1 {
                    interface = eth0, virtual_router_id = 51, priority = 100, nopreempt = true
                    dont_track_primary = false
                    authentication { auth_type = PASS, auth_pass = 0011 }
                    virtual_ipaddress = ["10.0.0.5/24 dev eth1 label eth1:v", 10.0.0.6]
                    track_script = [{ name = chk, weight = -30 }]
                    track_interface = [eth2]
                    notify_master = "/bin/hook up"
                  }
                }
                proxy {
                  track_proxy { weight = -40 }
                  servers { a { address = "10.0.0.7", backup = on }, b { address = "10.0.0.8:3307" } }
                  listeners { w { bind = "*:3306", servers = [b, a] } }
                  timeouts { redispatch = off }
                  user = "root root"
                }
                """);
        ControllerConfig keepalived = load("""
                global_defs {
                  router_id n1
                  script_user root
                  enable_script_security
                }
                vrrp_script chk {
                  script "/bin/check -a 'b c'"
                  interval 2
                  weight -20
                  init_fail
                }
                vrrp_instance VI_1 {
                  interface eth0
                  virtual_router_id 51
                  priority 100
                  nopreempt
                  authentication {
                    auth_type PASS
                    auth_pass 0011
                  }
                  virtual_ipaddress {
                    10.0.0.5/24 dev eth1 label eth1:v
                    10.0.0.6
                  }
                  track_script {
                    chk weight -30
                  }
                  track_interface {
                    eth2
                  }
                  notify_master "/bin/hook up"
                }
                proxy {
                  track_proxy {
                    weight -40
                  }
                  servers {
                    a {
                      address 10.0.0.7
                      backup
                    }
                    b {
                      address 10.0.0.8:3307
                    }
                  }
                  listeners {
                    w {
                      bind *:3306
                      servers b a
                    }
                  }
                  timeouts {
                    redispatch off
                  }
                  user root root
                }
                """);

        assertEquals(List.of(), ConfigDiff.between(hocon, keepalived));
        assertEquals(
                "[Tracked[tracker=script chk, weight=-30, reverse=false], Tracked[tracker=interface eth2, weight=0,"
                        + " reverse=false], Tracked[tracker=proxy, weight=-40, reverse=false]]",
                hocon.routers().getFirst().tracked().toString());
    }

    @Test
    void aProxyThatCannotRunTakesTheInstancesThatTrackItOut() throws IOException {
        String instance = "vrrp_instance { VI_1 { interface = eth0, virtual_router_id = 51, priority = 100,"
                + " virtual_ipaddress = [10.0.0.5] } }\n";

        ControllerConfig tracking = loaded(instance + "proxy { threads = 65 }").config();
        ControllerConfig indifferent =
                loaded(instance + "proxy { threads = 65, track_proxy = off }").config();

        assertNotNull(tracking);
        assertNull(tracking.proxy());
        assertEquals(
                "tracks the proxy, and section proxy cannot run as written",
                tracking.routers().getFirst().refused());
        assertNotNull(indifferent);
        assertNull(indifferent.routers().getFirst().refused());
    }

    private ControllerConfig load(String text) throws IOException {
        Loaded loaded = loaded(text);
        assertFalse(loaded.hasErrors(), () -> loaded.diagnostics().toString());
        assertNotNull(loaded.config());
        return loaded.config();
    }

    private Loaded loaded(String text) throws IOException {
        Path file = folder.resolve("mainstay.conf");
        Files.writeString(file, text);
        return ConfigLoader.load(List.of(file), new FakeEnvironment());
    }
}
