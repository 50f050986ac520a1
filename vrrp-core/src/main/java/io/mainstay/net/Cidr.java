package io.mainstay.net;

import java.util.Optional;

/**
 * An address with the length of its network's prefix, as an interface carries it: {@code 10.0.0.5/24}.
 *
 * @param address the address itself, host bits and all
 * @param prefixLength 0..32 for IPv4, 0..128 for IPv6
 */
public record Cidr(IpAddress address, int prefixLength) {
    public Cidr {
        if (prefixLength < 0 || prefixLength > address.bits()) {
            throw new IllegalArgumentException(
                    "prefix length: " + prefixLength + " (expected: 0.." + address.bits() + ")");
        }
    }

    /** Makes one of its text; for constants and tests. */
    public static Cidr of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("cidr: " + text));
    }

    /** Reads {@code ADDRESS[/LENGTH]}; without a length it is the whole address, as keepalived takes it. */
    public static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty() || slash < 0) {
            return address.map(a -> new Cidr(a, a.bits()));
        }
        String length = text.substring(slash + 1);
        boolean digits =
                !length.isEmpty() && length.length() <= 3 && length.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits && Integer.parseInt(length) <= address.get().bits()
                ? Optional.of(new Cidr(address.get(), Integer.parseInt(length)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
