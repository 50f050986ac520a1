package io.mainstay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("lab")
final class LabIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void hostsReachEachOtherUntilTheCableIsCut() {
        try (Lab lab = Lab.open()) {
            Host a = lab.host("a", "10.77.0.1/24");
            Host b = lab.host("b", "10.77.0.2/24");
            Waiting.until("a reaches b", SOON, () -> reaches(a, b));
            lab.cut(b);
            assertFalse(reaches(a, b));
            lab.restore(b);
            Waiting.until("a reaches b again", SOON, () -> reaches(a, b));
            lab.isolate(b);
            assertFalse(reaches(a, b));
            assertEquals(
                    "1",
                    b.sh("cat /sys/class/net/eth0/carrier 2>/dev/null || ip -o link show eth0 | grep -c LOWER_UP")
                            .orThrow());
            lab.rejoin(b);
            Waiting.until("a reaches b a third time", SOON, () -> reaches(a, b));
        }
    }

    @Test
    void addressesAreSeenAsSoonAsTheyAreThere() {
        try (Lab lab = Lab.open()) {
            Host a = lab.host("a", "10.77.0.1/24");
            assertEquals(List.of("10.77.0.1"), a.addresses());
            a.sh("ip addr add 10.77.0.100/24 dev eth0; ip addr add 10.77.0.101/32 dev eth0 label eth0:x")
                    .orThrow();
            assertEquals(
                    List.of("10.77.0.1", "10.77.0.100", "10.77.0.101"),
                    a.addresses().stream().sorted().toList());
        }
    }

    @Test
    void processesAreTheHostsOwnAndEndWithIt() {
        ProcessHandle sleeper;
        Path folder;
        try (Lab lab = Lab.open()) {
            folder = lab.folder();
            Host a = lab.host("a", "10.77.0.1/24");
            Host b = lab.host("b", "10.77.0.2/24");
            HostProcess process = a.start("sleeper", "sleep", "600");
            sleeper = ProcessHandle.of(process.pid()).orElseThrow();
            Waiting.until("the sleeper in the host's list", SOON, () -> count(a, "sleep") == 1);
            assertEquals(0, count(b, "sleep"));
            assertTrue(sleeper.isAlive());
        }
        Waiting.until("end of the sleeper", SOON, () -> !sleeper.isAlive());
        assertFalse(Files.exists(folder));
    }

    @Test
    void killedProcessesAreBuriedAndTellTheirStatus() {
        try (Lab lab = Lab.open()) {
            Host a = lab.host("a", "10.77.0.1/24");
            HostProcess process = a.start("parent", "sh", "-c", "sleep 600 & sleep 601; true");
            Waiting.until("two children", SOON, () -> process.descendants().size() == 2);
            process.killAll(Signal.KILL);
            assertEquals(137, process.await(SOON));
            Waiting.until("no dead sleepers", SOON, () -> count(a, "sleep") == 0);
        }
    }

    private static int count(Host host, String program) {
        return Integer.parseInt(
                host.sh("ps -C " + program + " --no-headers | wc -l").orThrow().strip());
    }

    private static boolean reaches(Host from, Host to) {
        return from.sh("timeout 1 bash -c 'exec 3<>/dev/tcp/" + to.address() + "/9' 2>&1 | grep -q refused")
                        .status()
                == 0;
    }
}
