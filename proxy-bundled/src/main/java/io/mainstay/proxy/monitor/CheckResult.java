package io.mainstay.proxy.monitor;

/** What one check found. */
sealed interface CheckResult {
    /** In HAProxy's spelling. */
    CheckStatus status();

    /** In words. */
    String detail();

    /** The server answered as it should, and this is what it may be used for. */
    record Pass(CheckStatus status, boolean writable, boolean readable, String detail) implements CheckResult {}

    /** The server did not answer, or refused. */
    record Fail(CheckStatus status, String detail) implements CheckResult {}

    /** Passed, and nothing is known about writing: as HAProxy, the server is good for both. */
    static CheckResult alive(CheckStatus status, String detail) {
        return new Pass(status, true, true, detail);
    }
}
