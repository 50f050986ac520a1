package io.mainstay.conf.model;

/**
 * Where metrics and health are served over HTTP.
 *
 * @param address a literal address, or {@code *} for all
 * @param port 1..65535
 */
public record MetricsConfig(String address, int port) {
    @Override
    public String toString() {
        return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
    }
}
