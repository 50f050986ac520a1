package io.mainstay.linux.libc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LibcTest {
    private final LibC libc = LibC.load();

    @Test
    void refusalNamesCallSubjectErrnoAndCapability() {
        SystemCallException e =
                SystemCallException.of("add", "10.0.0.5/24 to eth0", Errno.EPERM, Capability.CAP_NET_ADMIN);

        assertEquals("add 10.0.0.5/24 to eth0: EPERM (needs CAP_NET_ADMIN)", e.getMessage());
        assertEquals(Errno.EPERM, e.errno());
    }

    @Test
    void capabilityIsNotNamedWhenTheReasonIsAnother() {
        assertEquals(
                "bind vrrp on eth0: ENODEV",
                SystemCallException.of("bind", "vrrp on eth0", Errno.ENODEV, Capability.CAP_NET_RAW)
                        .getMessage());
    }

    @Test
    void unknownErrnoKeepsItsNumber() {
        assertEquals("errno 4711", new Errno(4711).label());
    }

    @Test
    void errnoComesBackFromTheCall() {
        LastErrorException e = assertThrows(LastErrorException.class, () -> libc.close(-1));

        assertEquals(Errno.EBADF.number(), e.getErrorCode());
    }

    @Test
    void descriptorClosesOnce() {
        int number = libc.eventfd(0, 0);
        Descriptor descriptor = new Descriptor(libc, number);
        descriptor.close();
        int reused = libc.eventfd(0, 0);
        descriptor.close();

        assertFalse(descriptor.isOpen());
        assertThrows(IllegalStateException.class, descriptor::number);
        assertEquals(0, libc.close(reused)); // still open: the second close did not hit it
    }

    @Test
    void missingCapabilitiesAreNamed() throws IOException {
        Capabilities netRawOnly = Capabilities.parse(List.of("Name:\tjava", "CapEff:\t0000000000002000"));

        assertEquals(Set.of(Capability.CAP_NET_ADMIN), netRawOnly.missingForVrrp());
        assertEquals(
                EnumSet.noneOf(Capability.class),
                Capabilities.parse(List.of("CapEff:\t000001ffffffffff")).missingForVrrp());
    }

    @Test
    void capabilitiesOfThisProcessCanBeRead() throws IOException {
        assertEquals(libc.getpid(), ProcessHandle.current().pid());
        assertTrue(Capabilities.effective().mask() >= 0);
    }

    @Test
    void signalsReachAProcessAndItsAbsenceIsAnAnswer() throws Exception {
        Signals signals = new Signals(libc);
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        int pid = (int) sleeper.pid();

        assertTrue(signals.process(pid, Signals.SIGTERM));
        assertEquals(128 + Signals.SIGTERM, sleeper.waitFor());
        assertFalse(signals.process(pid, 0));
    }

    @Test
    void signallingEverybodyIsRefusedBeforeTheKernelIsAsked() {
        Signals signals = new Signals(libc);

        assertThrows(IllegalArgumentException.class, () -> signals.group(1, Signals.SIGKILL));
        assertThrows(IllegalArgumentException.class, () -> signals.process(-1, Signals.SIGKILL));
        assertThrows(IllegalArgumentException.class, () -> signals.process(0, Signals.SIGKILL));
    }
}
