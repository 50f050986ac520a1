package io.mainstay.vrrp.packet;

import java.util.HexFormat;
import java.util.stream.Collectors;

/** Bytes as tests write them: hex, one line per field, the field's name behind a bar. */
final class Wire {
    private Wire() {}

    static byte[] bytes(String fields) {
        return HexFormat.of()
                .parseHex(fields.lines()
                        .map(line -> line.replaceAll("\\|.*", "").replace(" ", ""))
                        .collect(Collectors.joining()));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
