package io.mainstay.controller;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the table of docs/architecture.md: who may use whom. The proxy has a class path and a test of its own. */
class ArchitectureTest {
    private static final String ROOT = "io.mainstay.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.mainstay");

    private static final Map<String, Set<String>> USES = Map.ofEntries(
            Map.entry("net", Set.of()),
            Map.entry("time", Set.of()),
            Map.entry("vrrp.packet", Set.of("net", "time")),
            Map.entry("vrrp.fsm", Set.of("net", "time", "vrrp.packet")),
            Map.entry("vrrp.track", Set.of()),
            Map.entry("vrrp.router", Set.of("net", "time", "vrrp.packet", "vrrp.fsm", "vrrp.track")),
            Map.entry("conf.text", Set.of()),
            Map.entry("conf.model", Set.of("net", "time", "vrrp.packet", "conf.text")),
            Map.entry("conf.schema", Set.of("conf.text", "conf.model")),
            Map.entry("conf.hocon", Set.of("conf.text")),
            Map.entry("conf.keepalived", Set.of("conf.text", "conf.schema")),
            Map.entry("conf.channel", Set.of("net", "conf.model", "conf")),
            Map.entry(
                    "conf",
                    Set.of(
                            "net",
                            "time",
                            "vrrp.packet",
                            "vrrp.track",
                            "conf.text",
                            "conf.model",
                            "conf.schema",
                            "conf.hocon",
                            "conf.keepalived")),
            Map.entry("linux.libc", Set.of()),
            Map.entry("linux.poll", Set.of("linux.libc")),
            Map.entry("linux.netlink", Set.of("net")),
            Map.entry("linux.link", Set.of("linux.netlink", "linux.libc", "net")),
            Map.entry("linux.raw", Set.of("linux.libc", "linux.link", "net")),
            Map.entry("linux.pcap", Set.of()),
            Map.entry("child", Set.of("net", "time", "conf.model", "conf.channel")),
            Map.entry("trackers", Set.of("child", "time", "conf.model", "conf.text", "vrrp.track")),
            Map.entry("notify", Set.of("child", "conf.model", "conf.text", "vrrp.fsm")),
            Map.entry("journal", Set.of("net", "time", "vrrp.packet", "vrrp.fsm", "vrrp.router", "vrrp.track")),
            Map.entry(
                    "metrics",
                    Set.of(
                            "child",
                            "conf.channel",
                            "control",
                            "trackers",
                            "net",
                            "time",
                            "vrrp.packet",
                            "vrrp.fsm",
                            "vrrp.router",
                            "vrrp.track")),
            Map.entry(
                    "control",
                    Set.of(
                            "child",
                            "conf.model",
                            "conf.text",
                            "trackers",
                            "conf.channel",
                            "vrrp.packet",
                            "vrrp.fsm",
                            "vrrp.router",
                            "vrrp.track",
                            "time",
                            "net")),
            Map.entry("rehearse", Set.of("net", "time", "vrrp.packet", "vrrp.fsm", "vrrp.router", "vrrp.track")),
            Map.entry(
                    "cli",
                    Set.of(
                            "control",
                            "rehearse",
                            "vrrp.router",
                            "journal",
                            "conf",
                            "conf.model",
                            "conf.text",
                            "conf.channel",
                            "linux.pcap",
                            "net",
                            "time",
                            "vrrp.packet")));

    @Test
    void everyPackageStandsInTheTable() {
        Set<String> found = CLASSES.stream()
                .map(c -> c.getPackageName())
                .filter(p -> p.startsWith(ROOT))
                .map(p -> p.substring(ROOT.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(USES.keySet());
        known.add("controller"); // may use everything
        assertEquals(known, found);
    }

    @Test
    void packagesUseOnlyWhatTheyMay() {
        USES.forEach((name, uses) -> {
            List<String> allowed = new ArrayList<>(List.of(ROOT + name));
            uses.forEach(u -> allowed.add(ROOT + u));
            classes()
                    .that()
                    .resideInAPackage(ROOT + name)
                    .should()
                    .onlyDependOnClassesThat(not(resideInAnyPackage("io.mainstay.."))
                            .or(resideInAnyPackage(allowed.toArray(String[]::new))))
                    .allowEmptyShould(true)
                    .check(CLASSES);
        });
    }

    @Test
    void modulesFormNoCycle() {
        slices().matching("io.mainstay.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void coreReadsNoClockAndTouchesNothing() {
        noClasses()
                .that()
                .resideInAnyPackage("io.mainstay.vrrp..", "io.mainstay.net..", "io.mainstay.time..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.nio.channels..", "java.io..", "java.util.concurrent..", "org.slf4j..", "com.sun.jna..")
                .check(CLASSES);
    }

    /** Who shows people when something was. Nothing else may know the time of day: it jumps. */
    private static final Set<String> SHOW_THE_TIME_OF_DAY = Set.of(
            "io.mainstay.child.ProxySupervisor",
            "io.mainstay.child.RunningChild",
            "io.mainstay.controller.Controller",
            "io.mainstay.controller.Operations",
            "io.mainstay.controller.Services",
            "io.mainstay.controller.Witness",
            "io.mainstay.journal.Journal",
            "io.mainstay.trackers.FileTracker",
            "io.mainstay.trackers.ProcessTracker",
            "io.mainstay.trackers.ScriptTracker");

    @Test
    void theTimeOfDayIsShownAndNeverCalculatedWith() {
        noClasses()
                .that()
                .haveNameNotMatching(String.join("|", SHOW_THE_TIME_OF_DAY).replace(".", "\\."))
                .should()
                .callMethod(java.time.Instant.class, "now")
                .check(CLASSES);
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.time\\.(Local|Zoned|Offset).*")
                .orShould()
                .callMethod(java.time.Duration.class, "between", Temporal.class, Temporal.class)
                .orShould()
                .callMethod(java.time.Instant.class, "toEpochMilli")
                .orShould()
                .callMethod(java.time.Instant.class, "isBefore", java.time.Instant.class)
                .orShould()
                .callMethod(java.time.Instant.class, "isAfter", java.time.Instant.class)
                .check(CLASSES);
    }

    @Test
    void nobodyKeepsMutableStatics() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
    }
}
