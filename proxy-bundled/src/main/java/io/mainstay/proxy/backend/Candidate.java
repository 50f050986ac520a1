package io.mainstay.proxy.backend;

/**
 * A server as the balance sees it at one moment. Immutable.
 *
 * @param name the server's
 * @param weight 0..256; 0 takes nothing
 * @param backup serves only while no other can
 * @param maxconn sessions at most; 0 for no limit
 * @param sessions open now
 */
public record Candidate(String name, int weight, boolean backup, int maxconn, int sessions) {
    /** Whether one more session fits. */
    public boolean hasSlot() {
        return maxconn == 0 || sessions < maxconn;
    }
}
