package io.mainstay.lab.client;

import io.mainstay.lab.Host;
import io.mainstay.lab.Waiting;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.locks.LockSupport;

/**
 * An application: writes numbered rows through the virtual address over JDBC, one after the other, and connects again after
 * an error. A row whose acknowledgement came must be there for ever; one in doubt is not written twice but left, and the
 * next number taken. Methods may be called from any thread.
 */
public final class RowWriter implements AutoCloseable {
    /** Between two tries to connect, so that a refusing host is not asked thousands of times a second. */
    private static final Duration RETRY = Duration.ofMillis(5);

    /** So many rows a second at most: an outage is measured to this grain, and the database stays small. */
    private static final Duration PACE = Duration.ofMillis(2);

    private final Gaps gaps = new Gaps();
    private final BitSet acknowledged = new BitSet();
    private final String url;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile String lastError = "";
    private int next = 1;
    private int errors;

    private RowWriter(Host client, String url) {
        this.url = url;
        this.thread = client.thread("rows", this::write);
    }

    /**
     * Starts writing.
     *
     * @param target {@code address:port}
     */
    public static RowWriter start(Host client, String target, String user, String password) {
        String url = "jdbc:mariadb://" + target + "/app?user=" + user + "&password=" + password
                + "&connectTimeout=300&socketTimeout=500&tcpKeepAlive=true";
        RowWriter writer = new RowWriter(client, url);
        writer.thread.start();
        return writer;
    }

    /** Waits until rows are acknowledged again: some more than there were. */
    public void awaitProgress(Duration limit) {
        int enough = acknowledgedCount() + 20;
        Waiting.until("rows acknowledged (last error: " + lastError + ")", limit, () -> acknowledgedCount() >= enough);
    }

    /** From here on, {@link #outage} counts anew. */
    public void mark() {
        gaps.mark();
    }

    /** The longest time without an acknowledgement since the mark. */
    public Duration outage() {
        return gaps.longest();
    }

    /** How many rows were acknowledged. */
    public synchronized int acknowledgedCount() {
        return acknowledged.cardinality();
    }

    /** How many statements or connections failed. */
    public synchronized int errorCount() {
        return errors;
    }

    /** What went wrong last, or an empty text. */
    public String lastError() {
        return lastError;
    }

    /**
     * Which acknowledged rows a server does not have.
     *
     * @param from a thread's host that reaches the server
     * @param target {@code address:port} of the database itself
     * @return how many are lost; 0 is what it should be
     */
    public int countLost(Host from, String target) {
        String direct =
                url.replaceFirst("//[^/]*/", "//" + target + "/").replace("socketTimeout=500", "socketTimeout=30000");
        BitSet missing;
        synchronized (this) {
            missing = (BitSet) acknowledged.clone();
        }
        missing.andNot(from.call(() -> rowsOn(direct)));
        return missing.cardinality();
    }

    @Override
    public void close() {
        stop();
    }

    /** Stops writing and waits for the last statement. */
    public void stop() {
        stopped = true;
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        while (!stopped) {
            try (Connection connection = DriverManager.getConnection(url);
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO rows_written (n) VALUES (?)")) {
                writeUntilError(insert);
            } catch (SQLException e) {
                failed(e);
            }
        }
    }

    private void writeUntilError(PreparedStatement insert) throws SQLException {
        while (!stopped) {
            int row = next++;
            insert.setInt(1, row);
            insert.executeUpdate();
            acknowledge(row);
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    private synchronized void acknowledge(int row) {
        acknowledged.set(row);
        gaps.answered();
    }

    private void failed(SQLException e) {
        lastError = String.valueOf(e.getMessage());
        synchronized (this) {
            errors++;
        }
        LockSupport.parkNanos(RETRY.toNanos());
    }

    private static BitSet rowsOn(String url) throws SQLException {
        BitSet rows = new BitSet();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT n FROM rows_written")) {
            while (result.next()) {
                rows.set(result.getInt(1));
            }
        }
        return rows;
    }
}
