package io.mainstay.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The place where the control socket stands: its folder, and what may be there already. */
final class SocketFile {
    /** {@code sun_path} of unix(7) has 108 bytes, and the name that it is bound by first is a little longer. */
    private static final int NAME_LIMIT = 100;

    private SocketFile() {}

    /**
     * Makes the folder, takes the lock and looks at what is there: nothing, or what an earlier life left behind.
     *
     * @throws SocketInUseException when another controller has the lock, or somebody answers there
     * @throws IOException when something is there that is no socket, or the folder does not allow it
     */
    static SocketLock claim(Path path) throws IOException {
        try {
            makeFolder(path.toAbsolutePath().getParent());
            if (path.toString().length() > NAME_LIMIT) {
                throw new IOException("cannot listen at " + path + ": Unix domain path too long");
            }
            SocketLock lock = SocketLock.take(path);
            try {
                look(path);
                return lock;
            } catch (IOException e) {
                lock.close();
                throw e;
            }
        } catch (FileSystemException e) {
            throw new IOException(inWords(e), e);
        }
    }

    /**
     * Binds where nobody else can look, and moves the socket to its place when its mode is right: there it was never
     * anybody else's to use, and it replaces what stood there in one step.
     */
    static void bind(ServerSocketChannel server, Path path) throws IOException {
        Path folder = Files.createTempDirectory(path.toAbsolutePath().getParent(), ".");
        Path hidden = folder.resolve("s");
        try {
            server.bind(UnixDomainSocketAddress.of(hidden));
            Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rw-------"));
            Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(hidden);
            Files.deleteIfExists(folder);
        }
    }

    private static void makeFolder(@Nullable Path folder) throws IOException {
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
    }

    private static void look(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean socket = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther();
        if (!socket) {
            throw new IOException(path + ": is there and is no socket (expected: nothing, or an old socket)");
        }
        if (answers(path)) {
            throw new SocketInUseException(path);
        }
    }

    /** Whether somebody listens. Never waits: a queue that is full has an owner, too. */
    private static boolean answers(Path path) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            boolean unused = probe.connect(address);
            return true;
        } catch (ConnectException e) {
            return false; // ECONNREFUSED: a file without an owner
        }
    }

    /** The JDK's file exceptions often have no more to say than the file's name. */
    static String inWords(FileSystemException e) {
        String reason = e.getReason();
        String words = switch (e) {
            case AccessDeniedException denied -> "this user may not write there";
            case NoSuchFileException missing -> "does not exist and cannot be made";
            case FileAlreadyExistsException exists -> "is there and is no folder";
            case NotDirectoryException file -> "is no folder";
            default -> reason == null ? e.getClass().getSimpleName() : reason;
        };
        return e.getFile() + ": " + words;
    }
}
