package io.mainstay.conf.keepalived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mainstay.conf.text.Diagnostic;
import io.mainstay.conf.text.Diagnostics;
import io.mainstay.conf.text.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepalivedReaderTest {
    private static final Host ALPHA = new Host() {
        @Override
        public String configId() {
            return "alpha";
        }

        @Override
        public Optional<String> variable(String name) {
            return name.equals("SITE") ? Optional.of("north") : Optional.empty();
        }

        @Override
        public int random(int min, int max) {
            return max;
        }
    };

    private final Diagnostics diagnostics = new Diagnostics();

    @TempDir
    Path folder = Path.of("");

    private String read(String text) {
        Node root = new KeepalivedReader(ALPHA).read(folder.resolve("main.conf"), text, diagnostics);
        return root.children().stream().map(KeepalivedReaderTest::show).collect(Collectors.joining(" "));
    }

    /** name(word,word){children} */
    private static String show(Node n) {
        String words = n.words().isEmpty() ? "" : "(" + String.join(",", n.words()) + ")";
        String block = n.children().stream().map(KeepalivedReaderTest::show).collect(Collectors.joining(" "));
        return n.name() + words + (n.block() ? "{" + block + "}" : "");
    }

    private List<String> messages() {
        return diagnostics.list().stream().map(Diagnostic::message).toList();
    }

    @Test
    void hashAndBangBeginCommentsOutsideDoubleQuotes() {
        assertEquals("a(1) b(x # y) c(#3!)", read("a 1 # one\n! all\nb \"x # y\" !two\nc \\#3\\!\n"));
    }

    @Test
    void bracesMayStandAnywhere() {
        assertEquals("a{b(1) c{d}}", read("a\n\n{ b 1\n c { d } }"));
        assertEquals("x{eth0} y{1 2}", read("x { eth0 } y {\n1\n2\n}"));
    }

    @Test
    void quotesKeepWordsTogetherAndSingleOnesOnlyInCommands() {
        assertEquals("router_id('a,b')", read("router_id 'a b'"));
        assertEquals("script(/x 'a b' c,root)", read("script \"/x 'a b' c\" root"));
        assertEquals("notify(/x \"a b\",root,root)", read("notify '/x \"a b\"' root root"));
    }

    @Test
    void unmatchedQuoteDropsTheRestOfItsLineOnly() {
        assertEquals("a b(2)", read("a \"1 2\nb 2"));
        assertEquals(List.of("quote without an end: the rest of the line is dropped"), messages());
    }

    @Test
    void strayAndMissingBracesAreSaidWithTheirPlace() {
        read("a {\n b\n}\n}\nc {\n");
        assertEquals(
                List.of("4:1 } without a block to close", "5:1 block c is not closed: } is missing"),
                diagnostics.list().stream()
                        .map(d -> d.position().line() + ":" + d.position().column() + " " + d.message())
                        .toList());
    }

    @Test
    void conditionalLinesHoldOnTheirHostOnly() {
        assertEquals("priority(2)", read("@beta priority 1\n@alpha priority 2\n@^alpha priority 3"));
        assertEquals("p(4)", read("@^beta p 4"));
    }

    @Test
    void definitionsAreLateNestedAndMayHaveSeveralLines() {
        assertEquals("a(x-2) b(1) c(2)", read("$A=x-${B}\n$B=2\na $A\n$M=\\\nb 1 \\\nc 2\n$M"));
    }

    @Test
    void builtInDefinitionsAreKnown() {
        assertEquals("a(north) b(9) c(#)", read("a ${_ENV SITE}\nb ${_RANDOM 3 9}\nc ${_HASH}"));
    }

    @Test
    void undefinedNameIsAnError() {
        assertEquals("a(${NO})", read("a ${NO}"));
        assertEquals(List.of("${NO} is not defined"), messages());
    }

    @Test
    void definitionThatNamesItselfEnds() {
        read("$A=$B\n$B=$A\nx $A");
        assertTrue(messages().getFirst().startsWith("definitions within definitions go deeper than 32"));
    }

    @Test
    void definitionsThatGrowWithoutEndAreCut() {
        read("$A=$A $A $A\nx $A");
        assertEquals(List.of("line longer than 65536 characters: dropped"), messages());
    }

    @Test
    void sequencesAndListsAreWrittenOut() {
        assertEquals("a(1) a(2) a(3)", read("~SEQ(i,1,3) a $i"));
        assertEquals("a(8,x) a(a,x)", read("~SEQx(i,8,2,10) a $i x"));
        assertEquals("v1(p) v2(q)", read("~LST({i,n},{1,p},{2,q}) v${i} ${n}"));
        assertEquals("r(1,a) r(1,b) r(2,a) r(2,b)", read("~SEQ(i,1,2) ~LST(j,a,b) r ${i} ${j}"));
    }

    @Test
    void sequenceWithoutEndIsRefused() {
        assertEquals("", read("~SEQ(i,1,0,3) a $i\n~SEQ(i,1,99999999) a $i"));
        assertEquals(2, messages().size());
    }

    @Test
    void includesAreReadInPlaceAndRelativeToTheirFile() throws IOException {
        Path sub = Files.createDirectory(folder.resolve("sub"));
        Files.writeString(sub.resolve("1.conf"), "b 1\ninclude two");
        Files.writeString(sub.resolve("two"), "c 2");
        assertEquals("a{b(1) c(2)}", read("a {\ninclude sub/*.conf\n}"));
        assertEquals(List.of(), messages());
    }

    @Test
    void includeLoopIsSaidAndEnds() throws IOException {
        Files.writeString(folder.resolve("main.conf"), "a 1\ninclude other");
        Files.writeString(folder.resolve("other"), "include main.conf");
        assertEquals("", read("include other"));
        assertTrue(messages().getFirst().endsWith("the file includes itself; not read again"));
    }

    @Test
    void missingIncludeIsAnErrorThatNamesTheFile() {
        read("include nowhere.conf");
        assertTrue(messages().getFirst().endsWith("nowhere.conf does not exist"), messages()::toString);
    }

    @Test
    void blocksNestedBeyondReasonAreSkipped() {
        read("a {\n".repeat(10_000));
        assertTrue(messages().stream().anyMatch(m -> m.contains("go deeper than 32")));
    }

    @Test
    void longLineIsReadWithANote() {
        String word = "x".repeat(2_000);
        assertEquals("a(" + word + ")", read("a " + word));
        assertEquals(List.of("line of 2002 characters: read here, dropped by keepalived"), messages());
    }

    @Test
    void positionsNameFileLineAndColumn() {
        Node root = new KeepalivedReader(ALPHA).read(Path.of("k.conf"), "\r\n  a {\r\n\tb 1\r\n}\r\n", diagnostics);
        Node a = root.children().getFirst();
        assertEquals("k.conf:2:3", a.position().toString());
        assertEquals("k.conf:3:2", a.children().getFirst().position().toString());
    }

    @Test
    void commandsAreSplitWithQuotesAndEscapes() {
        assertEquals(List.of("/x", "a b", "c\"d", ""), CommandWords.split("/x 'a b' c\\\"d \"\""));
        assertEquals(List.of("A\tB", "C D"), CommandWords.split("\\x41\\t\\102 C\\ D"));
    }
}
