package io.mainstay.proxy.session;

import io.netty.buffer.ByteBuf;

/**
 * Whether a session is between two commands, told from the last bytes of the server alone: the look costs some
 * nanoseconds per read, where following every packet would cost more than the copying. It errs towards {@link #BUSY}.
 */
enum Rest {
    /** A command runs, or nobody can tell. */
    BUSY,
    /** The answer is complete and no transaction is open. */
    IDLE,
    /** The answer is complete; a transaction is open. */
    IN_TRANSACTION,
    /** The answer was an ERR packet, which does not say whether a transaction is open. */
    AFTER_ERROR;

    private static final int STATUS_IN_TRANS = 0x0001;
    private static final int STATUS_MORE_RESULTS = 0x0008;
    private static final int EOF_BYTES = 9;
    private static final int EOF_PAYLOAD = 5;
    private static final int OK_EOF_BYTES = 11;
    private static final int OK_EOF_PAYLOAD = 7;
    private static final int PREPARE_OK_PAYLOAD = 12;

    /** What these bytes of the server leave behind when nothing follows them. */
    static Rest after(ByteBuf bytes) {
        int start = bytes.readerIndex();
        int size = bytes.readableBytes();
        if (size < EOF_BYTES) {
            return BUSY;
        }
        if (bytes.getUnsignedMediumLE(start) + 4 == size) {
            return singlePacket(bytes, start, size - 4);
        }
        return tail(bytes, bytes.writerIndex(), size);
    }

    private static Rest singlePacket(ByteBuf bytes, int start, int payload) {
        return switch (bytes.getUnsignedByte(start + 4)) {
            case 0x00 -> payload == PREPARE_OK_PAYLOAD ? BUSY : ok(bytes, start + 5);
            case 0xff -> AFTER_ERROR;
            default -> BUSY;
        };
    }

    /** OK: 00, affected rows, last insert id (both length-encoded), status, warnings. */
    private static Rest ok(ByteBuf bytes, int affectedRows) {
        int end = bytes.writerIndex();
        int insertId = affectedRows + encodedBytes(bytes, affectedRows);
        if (insertId >= end) {
            return BUSY;
        }
        int status = insertId + encodedBytes(bytes, insertId);
        return status + 2 <= end ? ofStatus(bytes.getUnsignedShortLE(status)) : BUSY;
    }

    private static int encodedBytes(ByteBuf bytes, int at) {
        return switch (bytes.getUnsignedByte(at)) {
            case 0xfc -> 3;
            case 0xfd -> 4;
            case 0xfe -> 9;
            default -> 1;
        };
    }

    /** EOF: 05 00 00 seq fe warnings status; or, without EOF packets, OK: 07 00 00 seq fe 00 00 status warnings. */
    private static Rest tail(ByteBuf bytes, int end, int size) {
        boolean eof = bytes.getUnsignedMediumLE(end - EOF_BYTES) == EOF_PAYLOAD
                && bytes.getUnsignedByte(end - EOF_PAYLOAD) == 0xfe;
        if (eof) {
            return ofStatus(bytes.getUnsignedShortLE(end - 2));
        }
        boolean okEof = size >= OK_EOF_BYTES
                && bytes.getUnsignedMediumLE(end - OK_EOF_BYTES) == OK_EOF_PAYLOAD
                && bytes.getUnsignedByte(end - OK_EOF_PAYLOAD) == 0xfe;
        return okEof ? ofStatus(bytes.getUnsignedShortLE(end - 4)) : BUSY;
    }

    private static Rest ofStatus(int status) {
        if ((status & STATUS_MORE_RESULTS) != 0) {
            return BUSY;
        }
        return (status & STATUS_IN_TRANS) != 0 ? IN_TRANSACTION : IDLE;
    }
}
