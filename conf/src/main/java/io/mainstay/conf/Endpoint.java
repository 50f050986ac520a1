package io.mainstay.conf;

import io.mainstay.net.IpAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port as written: {@code 10.0.0.5:3306}, {@code [2001:db8::1]:3306}, {@code db1:3306}, {@code *:3306}.
 *
 * @param host literal address without brackets, host name, or {@code *}
 * @param port 1..65535
 */
record Endpoint(String host, int port) {
    /** MySQL's port, where none is written (registered with IANA). */
    static final int MYSQL = 3306;

    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^:\\[\\]\\s/]*))(?::([0-9]{1,5}))?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252})");

    /** Reads where to listen: a literal address, {@code *} or nothing for all, and a port that must be written. */
    static Optional<Endpoint> bind(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches() || m.group(3) == null) {
            return Optional.empty();
        }
        String host = host(m).isEmpty() ? "*" : host(m);
        boolean literal = host.equals("*") || IpAddress.parse(host).isPresent();
        return literal ? make(host, m.group(3)) : Optional.empty();
    }

    /** Reads where to connect: a literal address or a name; the port is {@link #MYSQL} unless written. */
    static Optional<Endpoint> server(String text) {
        if (text.indexOf(':') != text.lastIndexOf(':') && IpAddress.parse(text).isPresent()) {
            return Optional.of(new Endpoint(text, MYSQL));
        }
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        boolean known = IpAddress.parse(host(m)).isPresent() || isName(host(m));
        return known ? make(host(m), m.group(3) == null ? "3306" : m.group(3)) : Optional.empty();
    }

    /** A name, and not an address with a slip in it: {@code 10.0.0.256} is nobody's name (RFC 1123 2.1). */
    private static boolean isName(String host) {
        boolean digitsAtEnd = host.substring(host.lastIndexOf('.') + 1).chars().allMatch(Character::isDigit);
        return NAME.matcher(host).matches() && !digitsAtEnd;
    }

    private static String host(Matcher m) {
        String bracketed = m.group(1);
        String plain = m.group(2);
        return bracketed != null ? bracketed : plain != null ? plain : "";
    }

    private static Optional<Endpoint> make(String host, String port) {
        int number = Integer.parseInt(port);
        return number >= 1 && number <= 65_535 ? Optional.of(new Endpoint(host, number)) : Optional.empty();
    }

    /** The written form that reads back as the same. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
