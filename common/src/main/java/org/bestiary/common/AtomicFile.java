package org.bestiary.common;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes a file so that a reader sees the old content or the new and never a part, even if the power fails: the content
 * goes to a hidden file beside the target, is forced to the disk and then takes the target's name. What a killed writer has
 * left there goes when the target is written again.
 */
public final class AtomicFile {
    private static final String SUFFIX = ".part";

    /** Behind what is written: a lock there tells that the writer lives, and hinders no reader. */
    private static final long LOCKED_BYTE = 1L << 40;

    /**
     * What this process is writing. It must not open these files a second time: by closing any channel of a file a process
     * loses its lock on POSIX systems.
     */
    private static final Set<Path> WRITTEN_HERE = ConcurrentHashMap.newKeySet();

    private AtomicFile() {}

    /** Something that can write itself. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything to {@code out}, which the caller closes. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Something that writes itself here and there, and may read what it has written. */
    @FunctionalInterface
    public interface ChannelContent {
        /** Writes everything to {@code channel}, which the caller closes. */
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Replaces {@code target} by {@code content}, or leaves it as it was.
     *
     * @throws IOException if the content could not be written or moved; no part of it remains
     */
    public static void write(Path target, Content content) throws IOException {
        writeChannel(target, channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.writeTo(out);
            out.flush();
        });
    }

    /** Replaces {@code target} by these bytes, or leaves it as it was. */
    public static void write(Path target, byte[] content) throws IOException {
        write(target, out -> out.write(content));
    }

    /**
     * Replaces {@code target} by {@code content}, or leaves it as it was.
     *
     * @throws IOException if the content could not be written or moved; no part of it remains
     */
    public static void writeChannel(Path target, ChannelContent content) throws IOException {
        Path directory = target.toAbsolutePath().normalize().getParent();
        removeDead(target);
        // Not createTempFile: its files are for their owner only, and reports are made to be shown.
        Path part = directory.resolve("." + target.getFileName() + "." + UUID.randomUUID() + SUFFIX);
        WRITTEN_HERE.add(part);
        try {
            try (FileChannel channel = openLocked(part)) {
                content.writeTo(channel);
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
            WRITTEN_HERE.remove(part);
        }
        forceDirectory(directory);
    }

    private static FileChannel openLocked(Path part) throws IOException {
        while (true) {
            FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
            lock(channel);
            if (Files.exists(part)) {
                return channel;
            }
            channel.close(); // between the two lines another process took it for one whose writer is dead
        }
    }

    /** Whether the lock was there to be taken; not on a file system without locks. */
    private static boolean lock(FileChannel channel) {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false) != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    /** Whether a file is what a writer has begun and not ended. */
    public static boolean isUnfinished(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") && name.endsWith(SUFFIX);
    }

    /** What killed writers of the target have left; a file that cannot be removed must not hinder the one that is written. */
    private static void removeDead(Path target) {
        Path absolute = target.toAbsolutePath().normalize();
        String start = "." + target.getFileName() + ".";
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(
                absolute.getParent(),
                f -> isUnfinished(f) && f.getFileName().toString().startsWith(start))) {
            for (Path part : parts) {
                if (!WRITTEN_HERE.contains(part)) {
                    removeIfDead(part);
                }
            }
        } catch (IOException | DirectoryIteratorException ignored) {
            // The writer that follows tells what is wrong with the directory, if that hinders it too.
        }
    }

    private static void removeIfDead(Path part) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            if (lock(channel)) {
                Files.deleteIfExists(part);
            }
        } catch (NoSuchFileException e) {
            // its writer has just ended
        }
    }

    /** Makes the new name survive a power failure where the system allows it; Windows does not open directories. */
    private static void forceDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException ignored) {
            // The content itself is safe; only the rename might be lost, which leaves the old file whole.
        }
    }
}
