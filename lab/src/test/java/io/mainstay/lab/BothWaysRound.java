package io.mainstay.lab;

import io.mainstay.lab.server.Kind;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A test of two daemons, {@code (Kind first, Kind second)}, run with Mainstay against keepalived both ways round. The
 * property {@code lab.pairs} asks for others: {@code KEEPALIVED-KEEPALIVED,MAINSTAY-MAINSTAY} proves the test itself.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@MethodSource("io.mainstay.lab.BothWaysRound$Pairs#all")
@Timeout(90)
@interface BothWaysRound {
    /** Which pairs there are. */
    final class Pairs {
        private static final String USUAL = "MAINSTAY-KEEPALIVED,KEEPALIVED-MAINSTAY";

        private Pairs() {}

        static Stream<Arguments> all() {
            return Arrays.stream(System.getProperty("lab.pairs", USUAL).split(",", -1))
                    .map(pair -> pair.split("-", -1))
                    .map(pair -> Arguments.of(Kind.valueOf(pair[0]), Kind.valueOf(pair[1])));
        }
    }
}
