package io.mainstay.lab.server;

/** The proxy section of Mainstay's configuration for the lab's two databases. */
public final class ProxyText {
    public static final int WRITE_PORT = 3307;
    public static final int READ_PORT = 3306;

    private ProxyText() {}

    /** As {@link #of}, with so many event loops. */
    public static String of(String first, String second, int threads) {
        return of(first, second).replaceFirst("\\{\n", "{\n  threads = " + threads + "\n");
    }

    /** Writer and reader listeners before two servers that are asked by the monitor account twice a second. */
    public static String of(String first, String second) {
        return """
               proxy {
                 servers {
                   db1 { address = "%s:3306" }
                   db2 { address = "%s:3306" }
                 }
                 listeners {
                   write { bind = "*:%d", role = writer }
                   read { bind = "*:%d", role = reader, balance = leastconn }
                 }
                 check { type = mysql, user = %s, password = %s, inter = 500ms }
               }
               """.formatted(first, second, WRITE_PORT, READ_PORT, MariaDb.MONITOR_USER, MariaDb.MONITOR_PASSWORD);
    }
}
