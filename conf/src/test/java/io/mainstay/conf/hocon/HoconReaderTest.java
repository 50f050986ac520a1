package io.mainstay.conf.hocon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import io.mainstay.conf.text.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoconReaderTest {
    private final Diagnostics findings = new Diagnostics();

    @Test
    void everyFormBecomesTheStatementOfTheOtherSyntax() {
        Node root = read("""
                global_defs { router_id = "node 1", script_user = "keeper wheel", enable_script_security = true }
                vrrp_instance {
                  VI_1 {
                    state = BACKUP
                    nopreempt = true
                    dont_track_primary = false
                    lower_prio_no_advert = false
                    authentication { auth_type = PASS, auth_pass = 0011 }
                    virtual_ipaddress = ["10.0.0.5/24 dev eth0", 10.0.0.6]
                    track_script = [chk, { name = other, weight = -20, reverse = true }]
                    track_interface = []
                    notify_master = "/bin/up \\"a b\\" c"
                  }
                }
                proxy { servers { one { address = "a:1" } }, listeners { w { servers = [one, two] } } }
                proxy.jvm_options = ["-Da=b c", "-Xmx1m"]
                """);

        assertEquals("""
                global_defs {
                  router_id 'node 1'
                  script_user 'keeper' 'wheel'
                  enable_script_security
                }
                vrrp_instance 'VI_1' {
                  state 'BACKUP'
                  nopreempt
                  lower_prio_no_advert 'false'
                  authentication {
                    auth_type 'PASS'
                    auth_pass '0011'
                  }
                  virtual_ipaddress {
                    10.0.0.5/24 'dev' 'eth0'
                    10.0.0.6
                  }
                  track_script {
                    chk
                    other 'weight' '-20' 'reverse'
                  }
                  track_interface {
                  }
                  notify_master '/bin/up "a b" c'
                }
                proxy {
                  servers {
                    one {
                      address 'a:1'
                    }
                  }
                  listeners {
                    w {
                      servers 'one' 'two'
                    }
                  }
                  jvm_options '-Da=b c' '-Xmx1m'
                }
                """, render(root.children(), ""));
        assertEquals(List.of(), findings.list());
    }

    @Test
    void orderAndColumnsAreThoseOfTheText() {
        Node root = read("a = 1\nservers { zeta { w = 1 }, m10 { w = 2 }, beta { w = 3 }, \"2\" { w = 4 } }\n");
        Node servers = root.child("servers").orElseThrow();

        assertEquals(
                List.of("zeta", "m10", "beta", "2"),
                servers.children().stream().map(Node::name).toList());
        assertEquals(new Position("test.conf", 2, 1), servers.position());
        assertEquals(new Position("test.conf", 2, 27), servers.children().get(1).position());
        assertEquals(
                new Position("test.conf", 2, 33),
                servers.children().get(1).children().getFirst().position());
    }

    @Test
    void aListOfObjectsWithNamesIsAListOfBlocks() {
        Node root = read("servers = [{ name = b, weight = 1 }, { name = a }]");

        assertEquals("servers {\n  b {\n    weight '1'\n  }\n  a {\n  }\n}\n", render(root.children(), ""));
    }

    @Test
    void variablesComeFromTheTextThenFromTheEnvironment() {
        Node root = HoconReader.read(
                "test.conf",
                "vip = 10.0.0.5\nb = ${vip}\"/24\"\nc = ${SECRET}\nd = ${?NOTHING}\n",
                Map.of("SECRET", "s3", "vip", "wrong", "x", "y"),
                findings);

        assertNotNull(root);
        assertEquals("vip '10.0.0.5'\nb '10.0.0.5/24'\nc 's3'\n", render(root.children(), ""));
    }

    @Test
    void whatCannotBeReadIsAFindingWithItsLine() {
        assertNull(HoconReader.read("test.conf", "a = 1\nb = ${zz}\n", findings));
        assertEquals(
                "test.conf:2: could not resolve substitution to a value: ${zz}",
                findings.list().getFirst().toString().replace("Could", "could"));
        assertNull(HoconReader.read("test.conf", "a = [\n", findings));
        assertTrue(findings.list().get(1).toString().startsWith("test.conf:2: "), findings.list()::toString);
    }

    @Test
    void hugeAndDeepTextsAreRefused() {
        assertNull(HoconReader.read("test.conf", "a = " + "1".repeat(1 << 20), findings));
        assertNull(HoconReader.read("test.conf", "[".repeat(101), findings));
        assertNull(HoconReader.read("test.conf", "a{".repeat(400_000), findings));
        assertEquals(
                List.of(
                        "test.conf: 1048580 characters (expected: at most 1048576)",
                        "test.conf: braces nest 101 deep (expected: at most 100)",
                        "test.conf: braces nest 400000 deep (expected: at most 100)"),
                findings.list().stream().map(Object::toString).toList());
    }

    @Test
    void includesAreFilesNextToTheText(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("more.conf"), "\nb = 2, a = 3");
        String text = "include \"more.conf\"\nc = 1\ninclude url(\"http://127.0.0.1:1/x\")\ninclude \"none\"\n";

        Node root = HoconReader.read(folder.resolve("main.conf").toString(), text, findings);

        assertNotNull(root);
        Node included = root.child("b").orElseThrow();
        assertEquals(new Position(folder.resolve("more.conf").toString(), 2, 1), included.position());
        assertEquals(List.of("1"), root.child("c").orElseThrow().words());
        assertEquals(
                List.of(
                        "http://127.0.0.1:1/x: include: a URL (expected: a file)",
                        folder.resolve("none") + ": include: no such file (expected: a file of 1048576 bytes at most)"),
                findings.list().stream().map(Object::toString).toList());
    }

    @Test
    void anIncludeLoopEnds(@TempDir Path folder) throws IOException {
        Path loop = folder.resolve("loop.conf");
        Files.writeString(loop, "include \"loop.conf\"\ninclude \"loop.conf\"\n");

        HoconReader.read(loop.toString(), Files.readString(loop), findings);

        assertTrue(findings.hasErrors());
    }

    @Test
    void damagedTextsAreFindingsAndNeverExceptions() {
        String whole =
                "vrrp_instance { VI_1 { virtual_ipaddress = [\"10.0.0.5\"], a = ${x}, t = [{name = b}] } }\nx = 1\n";
        for (long seed = 0; seed < 3_000; seed++) {
            Diagnostics own = new Diagnostics();
            String text = damage(whole, new Random(seed));
            Node root = HoconReader.read("test.conf", text, own);
            assertEquals(root == null, own.hasErrors(), "seed " + seed + ": " + text);
        }
    }

    private static String damage(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, "{}[]\"$=,:\0\n\\é#+".charAt(random.nextInt(15)));
                default -> damaged.insert(at, damaged.substring(at / 2, at));
            }
        }
        return damaged.toString();
    }

    private Node read(String text) {
        Node root = HoconReader.read("test.conf", text, findings);
        assertFalse(findings.hasErrors(), findings.list()::toString);
        assertNotNull(root);
        return root;
    }

    private static String render(List<Node> statements, String indent) {
        return statements.stream()
                .map(n -> indent
                        + n.name()
                        + n.words().stream().map(w -> " '" + w + "'").collect(Collectors.joining())
                        + (n.block() ? " {\n" + render(n.children(), indent + "  ") + indent + "}\n" : "\n"))
                .collect(Collectors.joining());
    }
}
