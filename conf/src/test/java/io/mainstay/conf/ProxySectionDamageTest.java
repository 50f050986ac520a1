package io.mainstay.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.hocon.HoconReader;
import io.mainstay.conf.model.ProxyConfig;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damage to a good section, by seed: never an exception, and what is accepted survives the channel. */
class ProxySectionDamageTest {
    private static final List<String> TOKENS = List.of(
            "0",
            "-1",
            "99999999999",
            "off",
            "true",
            "{}",
            "[]",
            "[[1]]",
            "null",
            "\"\"",
            "*:0",
            "2s",
            "x",
            "-5ms",
            "\"a b\"");

    @Test
    void damagedSectionsAreAcceptedOrExplained() throws IOException {
        String whole = Files.readString(Path.of("examples/two-ports/proxy.conf"));
        int accepted = 0;
        for (long seed = 0; seed < 4_000; seed++) {
            String text = damage(whole, new Random(seed));
            Diagnostics findings = new Diagnostics();
            Node root = HoconReader.read("proxy.conf", text, findings);
            Node section = root == null ? null : root.child("proxy").orElse(null);
            ProxyConfig config = section == null ? null : ProxySection.build(section, findings);
            if (section != null) {
                assertEquals(config == null, findings.hasErrors(), "seed " + seed);
            }
            if (config != null) {
                accepted++;
                String line = ProxyConfigText.write(config);
                assertEquals(line, ProxyConfigText.write(ProxyConfigText.read(line)), "seed " + seed);
            }
        }
        assertTrue(accepted > 100 && accepted < 3_900, "accepted: " + accepted);
    }

    private static String damage(String text, Random random) {
        List<String> words = new ArrayList<>(List.of(text.split("(?<=[\\s{}\\[\\],=])|(?=[\\s{}\\[\\],=])")));
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(words.size());
            switch (random.nextInt(3)) {
                case 0 -> words.remove(at);
                case 1 -> words.set(at, TOKENS.get(random.nextInt(TOKENS.size())));
                default -> words.add(at, words.get(random.nextInt(words.size())));
            }
        }
        return String.join("", words);
    }
}
