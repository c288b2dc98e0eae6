package org.bestiary.reports.run;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file so that a reader sees the old content or the new and never a part, even if the power fails: the content
 * goes to a hidden file beside the target, is forced to the disk and then takes the target's name.
 */
public final class AtomicFile {
    static final String PART_SUFFIX = ".part";

    private AtomicFile() {}

    /** Something that can write itself. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything to {@code out}, which the caller closes. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Replaces {@code target} by {@code content}, or leaves it as it was.
     *
     * @throws IOException if the content could not be written or moved; no part of it remains
     */
    public static void write(Path target, Content content) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        // Not createTempFile: its files are for their owner only, and reports are made to be shown.
        Path part = directory.resolve("." + target.getFileName() + "." + UUID.randomUUID() + PART_SUFFIX);
        try {
            try (FileChannel channel =
                    FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        forceDirectory(directory);
    }

    /** Replaces {@code target} by these bytes, or leaves it as it was. */
    public static void write(Path target, byte[] content) throws IOException {
        write(target, out -> out.write(content));
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
