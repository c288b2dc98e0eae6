package org.bestiary.common;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that one process at a time holds. Who holds it removes it in the end; the system takes the lock from a process that
 * is killed, and the file then waits for the next one.
 */
public final class LockFile implements AutoCloseable {
    /** Behind what is written into the file. */
    private static final long LOCKED_BYTE = 1L << 40;

    private static final int LARGEST_MARK = 1 << 16;
    /**
     * What this process holds. It must not even open these files a second time: by closing any channel of a file a process
     * loses its lock on POSIX systems.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private LockFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock, if nobody has it.
     *
     * @return the lock; empty if another process or another thread of this one has it
     * @throws IOException if the file cannot be written
     */
    public static Optional<LockFile> take(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        if (!HELD.add(absolute)) {
            return Optional.empty();
        }
        Optional<LockFile> taken = Optional.empty();
        try {
            taken = open(absolute);
            return taken;
        } finally {
            if (taken.isEmpty()) {
                HELD.remove(absolute);
            }
        }
    }

    private static Optional<LockFile> open(Path file) throws IOException {
        while (true) {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                boolean locked = lock(channel);
                if (locked && isStillThere(file, channel)) {
                    return Optional.of(new LockFile(file, channel));
                }
                channel.close();
                if (!locked) {
                    return Optional.empty();
                }
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
    }

    /**
     * Whether nobody holds a file, or there is none.
     *
     * @throws IOException if it cannot be seen
     */
    public static boolean isFree(Path file) throws IOException {
        if (HELD.contains(file.toAbsolutePath().normalize())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return lock(channel);
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false; // by another name, this process has it
        }
    }

    /**
     * Whether what was locked is what has the name. Who had it before may have removed it between our opening and our
     * locking, and another may have made it again; so the file gets a size that no other is likely to have.
     */
    private static boolean isStillThere(Path file, FileChannel channel) throws IOException {
        int mark = ThreadLocalRandom.current().nextInt(1, LARGEST_MARK);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(new byte[] {'\n'}), mark - 1L);
        try {
            return Files.size(file) == mark;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Removes the file and gives the lock back. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // The directory may be gone; the end of the process takes the lock away in any case.
        } finally {
            HELD.remove(file);
        }
    }
}
