package io.mainstay.linux.pcap;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.Pcaps;
import org.pcap4j.packet.Packet;

/**
 * A capture file, read packet by packet through libpcap: pcap of either byte order, micro- or nanoseconds, and pcapng.
 * Owned by one thread.
 */
public final class PcapFile implements AutoCloseable {
    /** A packet, and when it was captured. */
    public record Captured(Instant at, Packet packet) {}

    private final PcapHandle handle;
    private final Path path;

    private PcapFile(PcapHandle handle, Path path) {
        this.handle = handle;
        this.path = path;
    }

    /**
     * Opens a file.
     *
     * @throws IOException when it is not there or no capture file, or when libpcap is missing; the message says which
     */
    public static PcapFile open(Path path) throws IOException {
        if (!Files.isReadable(path)) {
            throw new IOException(path + ": cannot be read (expected: a pcap or pcapng file)");
        }
        requireLibpcap();
        Registration.ensure();
        try {
            return new PcapFile(Pcaps.openOffline(path.toString(), TimestampPrecision.NANO), path);
        } catch (PcapNativeException e) {
            throw new IOException(path + ": " + e.getMessage() + " (expected: a pcap or pcapng file)", e);
        }
    }

    /** Asked for first: where the library is missing, opening a file complains of a missing function. */
    private static void requireLibpcap() throws IOException {
        try {
            Pcaps.libVersion();
        } catch (LinkageError e) {
            throw new IOException("libpcap: not found on this system (expected: package libpcap0.8)", e);
        }
    }

    /**
     * The next packet; empty at the end of the file.
     *
     * @throws IOException when the file ends in the middle of a packet
     */
    public Optional<Captured> next() throws IOException {
        try {
            Packet packet = handle.getNextPacketEx();
            return Optional.of(new Captured(handle.getTimestamp().toInstant(), packet));
        } catch (EOFException e) {
            return Optional.empty();
        } catch (PcapNativeException | TimeoutException | NotOpenException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        handle.close();
    }
}
