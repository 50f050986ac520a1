/**
 * Logging in to a database: the answers of {@code mysql_native_password} and {@code caching_sha2_password}, and the
 * login itself as a pure machine ({@code Dial}) whose effects somebody else carries out. Used by {@code monitor}. May
 * use {@code wire}; no sockets, no clock, no log.
 *
 * <p>A password leaves this package only scrambled, encrypted with the server's RSA key, or, when TLS is up already, as
 * {@code caching_sha2_password} wants it inside TLS. A server that asks for {@code mysql_clear_password} is refused.
 */
@NullMarked
package io.mainstay.proxy.auth;

import org.jspecify.annotations.NullMarked;
