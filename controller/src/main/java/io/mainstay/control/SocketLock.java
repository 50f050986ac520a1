package io.mainstay.control;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right to a control socket: a lock on a file beside it, which the kernel gives to one process and takes back when
 * that process ends, however it ends. So two controllers that start in the same moment cannot both find the place free.
 * The file stays behind: whoever deletes it might delete another's lock.
 */
final class SocketLock implements AutoCloseable {
    private final FileChannel file;

    private SocketLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes it, never waits.
     *
     * @throws SocketInUseException when another controller has it
     * @throws IOException when the file cannot be made
     */
    static SocketLock take(Path socket) throws IOException {
        Path path = socket.resolveSibling(socket.getFileName() + ".lock");
        FileChannel file = open(path, socket);
        if (lock(file) == null) {
            file.close();
            throw new SocketInUseException(socket);
        }
        return new SocketLock(file);
    }

    /** What its caller can put into words of its own goes on as it is: a missing right, a missing folder. */
    private static FileChannel open(Path path, Path socket) throws IOException {
        try {
            return FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileSystemException e) {
            if (e.getReason() == null) {
                throw e;
            }
            throw new IOException("cannot listen at " + socket + ": " + path.getFileName() + ": " + e.getReason(), e);
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another one in this very process
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
