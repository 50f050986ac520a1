package io.mainstay.proxy.monitor;

import io.mainstay.proxy.wire.Payload;
import io.mainstay.proxy.wire.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One text result set as it arrives. Belongs to one query on one event loop. */
final class ResultSet {
    /** Rows kept; the monitor asks for a handful. */
    static final int MAX_ROWS = 256;

    private final List<String> columns = new ArrayList<>();
    private final List<Map<String, @Nullable String>> rows = new ArrayList<>();
    private Phase phase = new Phase.Answer();
    private int expected;

    /** How the next packet reads. */
    Phase phase() {
        return phase;
    }

    /** Column name in lower case to value. */
    List<Map<String, @Nullable String>> rows() {
        return rows;
    }

    /** What one packet made of the result. */
    enum Progress {
        MORE,
        COMPLETE,
        /** More rows than {@link #MAX_ROWS}, or a packet out of place. */
        BROKEN
    }

    /** Takes the next packet, which is no error packet. */
    Progress accept(Payload payload) {
        return switch (payload) {
            case Payload.Ok p -> Progress.COMPLETE;
            case Payload.ColumnCount p -> startColumns(p.columns());
            case Payload.Column p -> addColumn(p.name());
            case Payload.Eof p when phase instanceof Phase.Columns -> startRows();
            case Payload.Eof p -> Progress.COMPLETE;
            case Payload.Row p -> addRow(p.values());
            case Payload.Greeting p -> Progress.BROKEN;
            case Payload.AuthSwitch p -> Progress.BROKEN;
            case Payload.AuthMoreData p -> Progress.BROKEN;
            case Payload.Err p -> Progress.BROKEN;
        };
    }

    private Progress startColumns(int count) {
        expected = count;
        phase = new Phase.Columns();
        return Progress.MORE;
    }

    private Progress addColumn(String name) {
        columns.add(name.toLowerCase(Locale.ROOT));
        return columns.size() > expected ? Progress.BROKEN : Progress.MORE;
    }

    private Progress startRows() {
        phase = new Phase.Rows(columns.size());
        return columns.size() == expected ? Progress.MORE : Progress.BROKEN;
    }

    private Progress addRow(List<@Nullable String> values) {
        Map<String, @Nullable String> row = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            row.put(columns.get(i), values.get(i));
        }
        rows.add(row);
        return rows.size() > MAX_ROWS ? Progress.BROKEN : Progress.MORE;
    }
}
