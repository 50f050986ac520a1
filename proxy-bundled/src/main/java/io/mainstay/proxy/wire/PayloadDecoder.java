package io.mainstay.proxy.wire;

import io.mainstay.proxy.wire.Decoded.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server's payload to what it says, by phase. Pure; any thread. */
public final class PayloadDecoder {
    /** Columns accepted in a result; SHOW REPLICA STATUS has about 60. */
    public static final int MAX_COLUMNS = 512;

    private static final int PROTOCOL = 10;
    private static final int SCRAMBLE_BYTES = 20;
    private static final int FIRST_PART_BYTES = 8;

    private PayloadDecoder() {}

    /** What the payload says in this phase, or why it says nothing. */
    public static Decoded<Payload> decode(Phase phase, Bytes payload) {
        try {
            return new Decoded.Ok<>(dispatch(phase, payload));
        } catch (FieldReader.Stop e) {
            return e.toValue();
        }
    }

    private static Payload dispatch(Phase phase, Bytes payload) {
        if (payload.length() == 0 && !(phase instanceof Phase.Rows)) {
            throw new FieldReader.Stop(Reason.TRUNCATED, "empty packet");
        }
        FieldReader in = new FieldReader(payload);
        int head = payload.length() == 0 ? -1 : payload.at(0);
        if (head == 0xff) {
            return err(in);
        }
        boolean eof = head == 0xfe && payload.length() < 9;
        return switch (phase) {
            case Phase.Opening p -> greeting(in);
            case Phase.Authentication p -> authentication(head, in);
            case Phase.Answer p -> answer(head, in);
            case Phase.Columns p -> eof ? new Payload.Eof() : column(in);
            case Phase.Rows p -> eof ? new Payload.Eof() : row(in, p.columns());
        };
    }

    /**
     * <pre>
     * protocol 1 | version, 0 | thread 4 | scramble 8 | 0 | flags, low 2 | charset 1 | status 2 | flags, high 2
     * | scramble length 1 | reserved 10 | scramble, rest max(13, length - 8), last byte 0 | plugin, 0
     * </pre>
     *
     * Protocol::HandshakeV10.
     */
    private static Payload greeting(FieldReader in) {
        int protocol = in.u8("protocol");
        if (protocol != PROTOCOL) {
            throw new FieldReader.Stop(Reason.VERSION, "protocol " + protocol + " (expected: 10)");
        }
        String version = in.zeroEnded("server version");
        long thread = in.u32("thread id");
        Bytes first = in.fixed(FIRST_PART_BYTES, "scramble");
        in.skip(1, "filler");
        int flags = in.u16("capabilities");
        if (in.remaining() == 0) {
            return new Payload.Greeting(version, thread, flags, first, "");
        }
        in.skip(3, "charset and status");
        flags |= in.u16("capabilities") << 16;
        int declared = in.u8("scramble length");
        in.skip(10, "reserved");
        Bytes scramble = (flags & Capability.SECURE_CONNECTION) == 0 ? first : whole(first, in, declared);
        boolean named = (flags & Capability.PLUGIN_AUTH) != 0;
        String plugin = named ? in.zeroEndedOrRest("plugin") : "";
        return new Payload.Greeting(version, thread, flags, scramble, plugin);
    }

    private static Bytes whole(Bytes first, FieldReader in, int declared) {
        Bytes second = in.fixed(Math.max(13, declared - FIRST_PART_BYTES), "scramble");
        byte[] all = new byte[SCRAMBLE_BYTES];
        System.arraycopy(first.toArray(), 0, all, 0, FIRST_PART_BYTES);
        System.arraycopy(second.toArray(), 0, all, FIRST_PART_BYTES, SCRAMBLE_BYTES - FIRST_PART_BYTES);
        return Bytes.of(all);
    }

    private static Payload authentication(int head, FieldReader in) {
        in.skip(1, "header");
        return switch (head) {
            case 0x00 -> new Payload.Ok();
            case 0x01 -> new Payload.AuthMoreData(in.rest());
            case 0xfe -> authSwitch(in);
            default -> throw unexpected(head, "an answer to the login");
        };
    }

    private static Payload authSwitch(FieldReader in) {
        if (in.remaining() == 0) {
            return new Payload.AuthSwitch("mysql_old_password", Bytes.EMPTY); // Protocol::OldAuthSwitchRequest
        }
        String plugin = in.zeroEnded("plugin");
        Bytes data = in.rest();
        boolean padded = data.length() > 0 && data.at(data.length() - 1) == 0;
        return new Payload.AuthSwitch(plugin, padded ? data.slice(0, data.length() - 1) : data);
    }

    private static Payload answer(int head, FieldReader in) {
        if (head == 0x00) {
            return new Payload.Ok();
        }
        if (head == 0xfb) {
            throw unexpected(head, "an answer to a query; it asks for a local file");
        }
        long columns = in.lengthEncoded("column count");
        if (columns < 1 || columns > MAX_COLUMNS) {
            throw new FieldReader.Stop(Reason.TOO_LARGE, columns + " columns (expected: 1.." + MAX_COLUMNS + ")");
        }
        return new Payload.ColumnCount((int) columns);
    }

    /** Protocol::ColumnDefinition41; what follows the name is of no use here. */
    private static Payload column(FieldReader in) {
        for (String field : List.of("catalog", "schema", "table", "original table")) {
            in.text(field);
        }
        return new Payload.Column(in.text("column name"));
    }

    private static Payload row(FieldReader in, int columns) {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            values.add(in.nullableText("value " + (i + 1)));
        }
        return new Payload.Row(values);
    }

    /** Protocol::ERR_Packet; before the handshake it has no SQL state. */
    private static Payload err(FieldReader in) {
        in.skip(1, "header");
        int code = in.u16("error number");
        String rest = new String(in.rest().toArray(), java.nio.charset.StandardCharsets.UTF_8);
        boolean state = rest.startsWith("#") && rest.length() >= 6;
        return new Payload.Err(code, state ? rest.substring(1, 6) : "", state ? rest.substring(6) : rest);
    }

    private static FieldReader.Stop unexpected(int head, String expected) {
        return new FieldReader.Stop(
                Reason.UNEXPECTED,
                "packet begins with 0x" + Integer.toHexString(head) + " (expected: " + expected + ")");
    }
}
