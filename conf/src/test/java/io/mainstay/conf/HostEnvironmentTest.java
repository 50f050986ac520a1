package io.mainstay.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.model.UserConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostEnvironmentTest {
    private static final UserConfig ROOT = new UserConfig("root", null);

    private final HostEnvironment host = new HostEnvironment(Map.of("PATH", "/usr/bin:/bin"), "nobody");

    @TempDir
    Path folder = Path.of("");

    private String script(String mode) throws IOException {
        Path script = folder.resolve("s.sh");
        Files.writeString(script, "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString(mode));
        return script.toString();
    }

    @Test
    void programBehindAMergedUsrLinkIsFitForRoot() {
        assertEquals(new ProgramState.Fit(), host.program("/bin/true", ROOT));
        assertEquals(new ProgramState.Fit(), host.program("true", ROOT));
    }

    @Test
    void whatCannotRunSaysWhy() throws IOException {
        assertEquals(new ProgramState.Unfit("/none/x does not exist"), host.program("/none/x", null));
        assertEquals(
                new ProgramState.Unfit("no-such-program is not in the search path"),
                host.program("no-such-program", null));
        assertEquals(new ProgramState.Unfit("/usr is no ordinary file"), host.program("/usr", null));
        String plain = script("rw-r--r--");
        assertEquals(new ProgramState.Unfit(plain + " is not executable"), host.program(plain, null));
        assertInstanceOf(ProgramState.Unfit.class, host.program("/a\0b", null));
    }

    @Test
    void rootMustNotRunWhatOthersMayWrite() throws IOException {
        String script = script("rwxrwxrwx");
        assertInstanceOf(ProgramState.Insecure.class, host.program(script, ROOT));
        assertEquals(new ProgramState.Fit(), host.program(script, null));
    }

    @Test
    void usersAndReadersAreKnown() throws IOException {
        assertTrue(host.userExists("root"));
        assertFalse(host.userExists("no-such-user-here"));
        assertTrue(host.worldReadable(Path.of(script("rw-r--r--"))));
        assertFalse(host.worldReadable(Path.of(script("rw-r-----"))));
        assertFalse(host.configId().isEmpty());
        assertFalse(host.configId().contains("."));
    }
}
