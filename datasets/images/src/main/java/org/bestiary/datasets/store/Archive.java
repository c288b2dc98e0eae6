package org.bestiary.datasets.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.bestiary.datasets.DataException;

/**
 * Unpacks {@code .tar}, {@code .tar.gz}, {@code .tgz} and {@code .zip} files that strangers made.
 *
 * <p>Only plain files and folders are created, and only below the target: an entry with an absolute path, with {@code ..}
 * or of another kind (links, devices) ends the unpacking, as do too many entries or too many bytes. Everything is
 * unpacked beside the target first and moved when complete, so that a half-unpacked set never looks whole.
 */
public final class Archive {
    private final Path file;
    private final long maxBytes;
    private final int maxEntries;

    /**
     * An archive with limits.
     *
     * @param file of a type known by its name
     * @param maxBytes that all entries together may have when unpacked
     * @param maxEntries that it may have
     */
    public Archive(Path file, long maxBytes, int maxEntries) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.maxEntries = maxEntries;
    }

    /**
     * Unpacks everything.
     *
     * @param target folder that the entries' paths are relative to; files that exist are replaced
     * @throws DataException if the archive is damaged, breaks a rule or cannot be written; the target is unchanged then,
     *     unless moving the complete files failed
     */
    public void unpack(Path target) {
        Path fresh = null;
        try {
            Files.createDirectories(target);
            fresh = Files.createTempDirectory(target, ".unpack");
            try (ArchiveInputStream<? extends ArchiveEntry> in = open()) {
                entries(in, fresh);
            }
            Trees.move(fresh, target);
        } catch (IOException e) {
            throw new DataException(
                    "Cannot unpack " + file + " into " + target + ": " + e.getMessage()
                            + "; if it is damaged, delete it " + "and fetch again.",
                    e);
        } finally {
            Trees.delete(fresh);
        }
    }

    private ArchiveInputStream<? extends ArchiveEntry> open() throws IOException {
        String name = file.getFileName().toString();
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            if (name.endsWith(".zip")) {
                return new ZipArchiveInputStream(in);
            }
            if (name.endsWith(".tar")) {
                return new TarArchiveInputStream(in);
            }
            if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
                return new TarArchiveInputStream(new GZIPInputStream(in, 1 << 16));
            }
            throw new DataException("Archives must be .tar, .tar.gz, .tgz or .zip, got " + file + ".");
        } catch (IOException | DataException e) {
            in.close();
            throw e;
        }
    }

    private void entries(ArchiveInputStream<? extends ArchiveEntry> in, Path fresh) throws IOException {
        long bytes = 0;
        int entries = 0;
        for (ArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            if (++entries > maxEntries) {
                throw refusal("has more than " + maxEntries + " entries");
            }
            Path to = inside(fresh, entry);
            if (entry.isDirectory()) {
                Files.createDirectories(to);
                continue;
            }
            if (!plain(entry)) {
                throw refusal("has an entry that is neither file nor folder: '" + entry.getName() + "'");
            }
            Files.createDirectories(to.getParent());
            bytes += copy(in, to, maxBytes - bytes);
        }
        if (entries == 0) {
            throw new IOException("it has no entries");
        }
    }

    private Path inside(Path fresh, ArchiveEntry entry) {
        try {
            Path to = fresh.resolve(entry.getName().replace('\\', '/')).normalize();
            if (to.startsWith(fresh) && (entry.isDirectory() || !to.equals(fresh))) {
                return to;
            }
        } catch (InvalidPathException e) {
            // refused below, like any other path that is none of ours
        }
        throw refusal("has an entry that leads out of its folder: '" + entry.getName() + "'");
    }

    private static boolean plain(ArchiveEntry entry) {
        if (entry instanceof TarArchiveEntry tar) {
            byte kind = tar.getLinkFlag();
            return kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM;
        }
        return entry instanceof ZipArchiveEntry zip && !zip.isUnixSymlink();
    }

    private long copy(InputStream in, Path to, long allowed) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long copied = 0;
        try (OutputStream out = Files.newOutputStream(to)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                copied += n;
                if (copied > allowed) {
                    throw refusal("unpacks to more than " + maxBytes + " bytes");
                }
                out.write(buffer, 0, n);
            }
        }
        return copied;
    }

    private DataException refusal(String what) {
        return new DataException("The archive " + file + " " + what + "; it was not unpacked.");
    }
}
