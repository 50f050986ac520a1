package io.mainstay.proxy.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HttpStatusTest {
    @Test
    void goodStatusPasses() {
        assertEquals(
                new CheckResult.Pass(CheckStatus.L7OK, true, true, "HTTP status 200 OK"),
                HttpStatus.judge("HTTP/1.1 200 OK\r"));
        assertEquals(
                new CheckResult.Pass(CheckStatus.L7OK, true, true, "HTTP status 302"),
                HttpStatus.judge("HTTP/1.0 302"));
    }

    @Test
    void otherStatusFailsWithItsText() {
        assertEquals(
                new CheckResult.Fail(CheckStatus.L7STS, "HTTP status 503 Service Unavailable"),
                HttpStatus.judge("HTTP/1.1 503 Service Unavailable\r"));
    }

    @Test
    void somethingElseIsShownWithoutControlCharacters() {
        assertEquals(
                new CheckResult.Fail(
                        CheckStatus.L7RSP, "answer begins with \"J..5.5\" (expected: HTTP/1.x and a status)"),
                HttpStatus.judge("J\u0000\n5.5"));
    }
}
