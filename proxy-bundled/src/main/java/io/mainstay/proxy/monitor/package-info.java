/**
 * Health checks: is each database there, may it be written, may it be read. {@code Monitor} is the way in, called by the
 * proxy's wiring, and answers with {@code ServerHealth}. May use {@code wire}, {@code auth}, the configuration's records
 * and Netty; runs on the data path's event loops and never blocks one.
 *
 * <p><b>Arithmetic.</b> {@code rise}, {@code fall}, {@code inter}, {@code fastinter}, {@code downinter} count as
 * HAProxy's do ({@code RiseFall}). Different on purpose: HAProxy starts a server up but fragile; here a server is unknown
 * and serves nobody until its first check, and that check alone decides, up fully or down. The first check of every
 * server starts at once, the second ones are spread over the interval. The time-out spans the whole check. While a
 * server is going down ({@code UP 2/3}), its last answer about writing and reading stands; once it is down it is neither.
 * A later answer that it is read-only counts at once, without rise or fall.
 *
 * <p><b>What each type costs the server.</b>
 *
 * <ul>
 *   <li>TCP: one connection a check, closed before the handshake. A MySQL server counts it in {@code Aborted_connects}
 *       and towards {@code max_connect_errors}, after which it blocks this host (error 1129). Not for MySQL ports.
 *   <li>MYSQL_CHECK without a user: the greeting decides. The check then ends the handshake properly with a login of
 *       the nameless user, takes the refusal (1045) and closes: it shows in {@code Aborted_connects} and, with
 *       {@code log_warnings} above 1, in the log, but not in {@code Aborted_connects_preauth} (MariaDB 10.11), where a
 *       connection that just closes is counted.
 *   <li>MYSQL_CHECK with a user: a login and COM_QUIT a check; nothing is counted as aborted. Unlike HAProxy it waits
 *       for the greeting and speaks the account's own plugin, so only a real OK is a success.
 *   <li>HTTPCHK: one request a check; what the script behind it costs.
 *   <li>MYSQL: one persistent connection and two queries a check. When the connection is lost between two checks, the
 *       next check starts at once.
 * </ul>
 *
 * <p>TCP, MYSQL_CHECK and HTTPCHK know nothing of {@code read_only}: a server that is up is then writable and readable,
 * and the order in the listener decides who writes, as with HAProxy.
 *
 * <p><b>Rights of the monitor account</b> for MYSQL: none for {@code read_only}; for replication {@code REPLICATION
 * CLIENT} (MySQL, MariaDB before 10.5) or {@code REPLICA MONITOR} and {@code BINLOG MONITOR} (MariaDB). Without it the
 * detail says so, and where {@code max_replication_lag} is set the server is not readable.
 */
@NullMarked
package io.mainstay.proxy.monitor;

import org.jspecify.annotations.NullMarked;
