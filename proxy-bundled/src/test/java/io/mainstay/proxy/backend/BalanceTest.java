package io.mainstay.proxy.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mainstay.conf.model.ProxyConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private static Candidate server(String name, int weight, int sessions) {
        return new Candidate(name, weight, false, 0, sessions);
    }

    private static List<@Nullable String> picks(ProxyConfig.Balance balance, int count, Candidate... usable) {
        List<@Nullable String> picked = new ArrayList<>();
        Balance.Turn turn = Balance.Turn.NONE;
        for (int i = 0; i < count; i++) {
            Balance.Choice choice = Balance.pick(balance, List.of(usable), turn, 0);
            turn = choice.turn();
            picked.add(choice.server());
        }
        return picked;
    }

    @Test
    void turnsFollowTheWeightsWithoutRuns() {
        assertEquals(
                List.of("a", "b", "a", "a", "b", "a"),
                picks(ProxyConfig.Balance.ROUNDROBIN, 6, server("a", 2, 0), server("b", 1, 0)));
    }

    @Test
    void weightZeroTakesNothing() {
        assertEquals(List.of("b", "b"), picks(ProxyConfig.Balance.ROUNDROBIN, 2, server("a", 0, 0), server("b", 1, 0)));
        assertNull(Balance.pick(ProxyConfig.Balance.FIRST, List.of(server("a", 0, 0)), Balance.Turn.NONE, 0)
                .server());
    }

    @Test
    void leastConnectionsAreCountedPerWeight() {
        assertEquals(List.of("b"), picks(ProxyConfig.Balance.LEASTCONN, 1, server("a", 1, 2), server("b", 4, 5)));
    }

    @Test
    void equallyLoadedServersTakeTurns() {
        assertEquals(
                List.of("a", "b", "a"),
                picks(ProxyConfig.Balance.LEASTCONN, 3, server("a", 1, 3), server("b", 1, 3), server("c", 1, 4)));
    }

    @Test
    void theFirstWithAFreeSlotIsTaken() {
        Candidate full = new Candidate("a", 1, false, 2, 2);
        assertEquals(List.of("b"), picks(ProxyConfig.Balance.FIRST, 1, full, server("b", 1, 9)));
    }

    @Test
    void theSameSourceStaysAndWaitsForItsServer() {
        Candidate full = new Candidate("a", 1, false, 2, 2);
        Candidate free = server("b", 1, 0);
        assertNull(Balance.pick(ProxyConfig.Balance.SOURCE, List.of(full, free), Balance.Turn.NONE, 4)
                .server());
        assertEquals(
                "b",
                Balance.pick(ProxyConfig.Balance.SOURCE, List.of(full, free), Balance.Turn.NONE, -3)
                        .server());
    }

    @Test
    void theFirstBackupServesOnlyWhenNobodyElseCan() {
        Candidate b1 = new Candidate("b1", 1, true, 0, 0);
        Candidate b2 = new Candidate("b2", 1, true, 0, 0);
        assertEquals(List.of(b1), Balance.serving(List.of(b1, b2)));
        assertEquals(List.of(server("a", 1, 0)), Balance.serving(List.of(b1, server("a", 1, 0))));
    }
}
