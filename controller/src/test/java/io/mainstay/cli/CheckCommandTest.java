package io.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final String GOOD = """
            vrrp_instance VI_1 {
                interface lo
                virtual_router_id 51
                priority 110
                advert_int 1
                virtual_ipaddress {
                    10.0.0.100/24
                }
            }
            """;

    @TempDir
    Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void goodFileSaysNothingAndEndsWell() throws IOException {
        Mainstay m = Mainstay.run("check", "--strict", file("a.conf", GOOD));

        assertEquals("", m.out());
        assertEquals(0, m.status());
        assertEquals("", m.err());
    }

    @Test
    void missingFileIsRefused() {
        String path = folder.resolve("missing.conf").toString();
        Mainstay m = Mainstay.run("check", path);

        assertEquals(2, m.status());
        assertEquals(path + ": error: file " + path + " does not exist\n", m.out());
    }

    @Test
    void folderIsRefused() {
        Mainstay m = Mainstay.run("check", folder.toString());

        assertEquals(2, m.status());
        assertEquals(folder + ": error: file " + folder + " is a directory\n", m.out());
    }

    @Test
    void binaryIsRefused() throws IOException {
        String path = file("binary", "\u007fELF\u0000\u0001");
        Mainstay m = Mainstay.run("check", path);

        assertEquals(2, m.status());
        assertEquals(path + ": error: file " + path + " is no text: it holds zero bytes\n", m.out());
    }

    @Test
    void emptyFileIsRefused() throws IOException {
        String path = file("empty.conf", "");
        Mainstay m = Mainstay.run("check", path);

        assertEquals(2, m.status());
        assertTrue(m.out().contains("nothing to run"), m.out());
    }

    @Test
    void commaWithoutFilesIsRefused() {
        Mainstay m = Mainstay.run("check", ",");

        assertEquals(2, m.status());
        assertEquals("FILE: \",\" names no file (expected: a.conf or a.conf,b.conf)", m.complaint());
    }

    @Test
    void warningHasItsPlaceAndCountsOnlyWhenStrict() throws IOException {
        String path = file("a.conf", GOOD.replace("advert_int 1", "advertint 1"));
        Mainstay lax = Mainstay.run("check", path);
        Mainstay strict = Mainstay.run("check", "--strict", path);

        assertEquals(0, lax.status());
        assertEquals(1, strict.status());
        assertTrue(lax.out().startsWith(path + ":5:5: vrrp_instance VI_1.advertint: warning: "), lax.out());
        assertTrue(lax.out().contains("advert_int"), lax.out());
        assertEquals(lax.out(), strict.out());
    }

    @Test
    void errorIsRefusedWithItsPlace() throws IOException {
        String path = file("a.conf", GOOD.replace("virtual_router_id 51", "virtual_router_id 300"));
        Mainstay m = Mainstay.run("check", path);

        assertEquals(2, m.status());
        assertTrue(m.out().startsWith(path + ":3:"), m.out());
        assertTrue(m.out().contains("300"), m.out());
        assertTrue(m.out().contains("1..255"), m.out());
    }

    @Test
    void nodeInSeveralFilesIsWrittenWithCommas() throws IOException {
        String second =
                file("b.conf", GOOD.replace("VI_1", "VI_2").replace("51", "52").replace(".100", ".101"));
        Mainstay m = Mainstay.run("check", "--strict", file("a.conf", GOOD) + "," + second);

        assertEquals("", m.out());
        assertEquals(0, m.status());
    }

    @Test
    void fileWithACommaInItsNameIsOneFile() throws IOException {
        Mainstay m = Mainstay.run("check", "--strict", file("a,b.conf", GOOD));

        assertEquals("", m.out());
        assertEquals(0, m.status());
    }

    @Test
    void twoNodesThatFitSayNothingOfError() throws IOException {
        Mainstay m = Mainstay.run("check", file("a.conf", GOOD), file("b.conf", GOOD.replace("110", "100")));

        assertEquals(0, m.status());
    }

    @Test
    void twoNodesWithDifferentIntervalsAreRefused() throws IOException {
        Mainstay m = Mainstay.run(
                "check",
                file("a.conf", GOOD),
                file("b.conf", GOOD.replace("110", "100").replace("advert_int 1", "advert_int 2")));

        assertEquals(2, m.status());
        assertTrue(m.out().contains("advert_int"), m.out());
        assertTrue(m.out().contains("error: "), m.out());
    }

    @Test
    void includeLoopIsTold() throws IOException {
        String path = folder.resolve("loop.conf").toString();
        file("loop.conf", "include " + path + "\n" + GOOD);
        Mainstay m = Mainstay.run("check", path);

        assertTrue(m.out().contains("include"), m.out());
        assertTrue(m.status() == 0 || m.status() == 2, "a verdict, not a crash: " + m.status());
    }
}
