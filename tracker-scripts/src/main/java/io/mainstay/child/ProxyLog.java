package io.mainstay.child;

/** Forwards the proxy's own log, at most so many lines a second. Owned by the thread that reads them. */
final class ProxyLog {
    /** Lines shown within a second; the rest is counted. */
    static final int LINES_PER_SECOND = 100;

    private long second;
    private int shown;
    private long dropped;

    void line(String line) {
        long now = System.nanoTime() / 1_000_000_000L;
        if (now != second) {
            nextSecond(now);
        }
        shown++;
        if (shown <= LINES_PER_SECOND) {
            Log.proxySays(line);
        } else {
            dropped++;
            if (dropped == 1) {
                Log.proxyTalksTooMuch(LINES_PER_SECOND);
            }
        }
    }

    private void nextSecond(long now) {
        if (dropped > 0) {
            Log.proxyLinesDropped(dropped);
        }
        second = now;
        shown = 0;
        dropped = 0;
    }
}
