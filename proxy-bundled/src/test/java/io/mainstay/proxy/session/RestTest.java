package io.mainstay.proxy.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RestTest {
    private static Rest after(String hex) {
        return Rest.after(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));
    }

    @Test
    void anOkPacketTellsByItsStatus() {
        assertEquals(Rest.IDLE, after("0700000100000002000000")); // autocommit
        assertEquals(Rest.IN_TRANSACTION, after("0700000100000003000000"));
        assertEquals(Rest.BUSY, after("070000010000000a000000")); // more results follow
    }

    @Test
    void lengthEncodedRowCountsAreSteppedOver() {
        assertEquals(Rest.BUSY, after("0600000100fcffff00fc")); // cut in the insert id: nobody can tell
        assertEquals(Rest.IDLE, after("0900000100fce80300" + "02000000"));
    }

    @Test
    void aResultSetEndsWithEofOrWithItsSuccessor() {
        String row = "0200000301" + "31";
        assertEquals(Rest.IDLE, after(row + "05000004fe00000200"));
        assertEquals(Rest.IN_TRANSACTION, after(row + "05000004fe00000300"));
        assertEquals(Rest.IDLE, after(row + "07000004fe000002000000"));
    }

    @Test
    void anErrorAndHalfAnAnswerAreTold() {
        assertEquals(Rest.AFTER_ERROR, after("09000001ff1004233038303034"));
        assertEquals(Rest.BUSY, after("0100000102"));
        assertEquals(Rest.BUSY, after("020000030131" + "0200000401"));
    }

    @Test
    void aPreparedStatementIsNoOk() {
        assertEquals(Rest.BUSY, after("0c000001000100000000000000000000"));
    }
}
