package io.mainstay.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/**
 * struct ifa_cacheinfo (linux/if_addr.h): how long an address is good for, in seconds; 0xffffffff is for ever. The
 * kernel counts its stamps in hundredths of a second since boot; they are not kept.
 *
 * @param prefered the kernel's spelling: 0..0xffffffff
 * @param valid 0..0xffffffff
 */
public record CacheInfo(long prefered, long valid) {
    /** INFINITY_LIFE_TIME. */
    public static final long FOREVER = 0xffff_ffffL;

    static final int BYTES = 16;

    /**
     * Both lifetimes alike.
     *
     * @param lifetime zero for ever, else whole seconds, 1 or more
     */
    public static CacheInfo of(Duration lifetime) {
        if (lifetime.isZero()) {
            return new CacheInfo(FOREVER, FOREVER);
        }
        boolean whole = lifetime.toNanosPart() == 0 && lifetime.toSeconds() >= 1 && lifetime.toSeconds() < FOREVER;
        if (!whole) {
            throw new IllegalArgumentException("address lifetime: " + lifetime + " (expected: whole seconds)");
        }
        return new CacheInfo(lifetime.toSeconds(), lifetime.toSeconds());
    }

    /** Valid for so long, but preferred for no new connection (RFC 4862 5.5.4). */
    public static CacheInfo deprecated(Duration lifetime) {
        return new CacheInfo(0, of(lifetime).valid());
    }

    static CacheInfo read(ByteBuffer bytes) {
        return new CacheInfo(Integer.toUnsignedLong(bytes.getInt()), Integer.toUnsignedLong(bytes.getInt()));
    }

    byte[] encode(ByteOrder order) {
        return ByteBuffer.allocate(BYTES)
                .order(order)
                .putInt((int) prefered)
                .putInt((int) valid)
                .array();
    }
}
