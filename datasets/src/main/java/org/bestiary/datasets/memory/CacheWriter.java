package org.bestiary.datasets.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.bestiary.datasets.ImageTable;

/** Writes a table into a file that {@link MappedImages} opens. The file appears complete or not at all. */
final class CacheWriter {
    private static final int CHUNK_BYTES = 4 << 20;

    private CacheWriter() {}

    /**
     * Writes all images in order, holding a few megabytes in memory.
     *
     * @param images to write
     * @param stamp by which the file is recognised later
     * @param file to write; replaced if it exists
     * @throws IOException if it cannot be written; nothing is left behind then
     */
    static void write(ImageTable images, String stamp, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(file.getParent(), ".images", ".part");
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                CacheHeader header = new CacheHeader(
                        images.count(), images.shape(), images.classes(), CacheHeader.hash(stamp), images.sha256());
                put(channel, header.bytes());
                pixels(channel, images);
                ByteBuffer labels = ByteBuffer.allocate(images.count() * Integer.BYTES);
                for (int i = 0; i < images.count(); i++) {
                    labels.putInt(images.label(i));
                }
                put(channel, labels.flip());
                channel.force(true); // before the name becomes visible, so that a crash leaves the old file or the new
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void pixels(FileChannel channel, ImageTable images) throws IOException {
        int size = images.shape().values();
        int perChunk = Math.max(1, CHUNK_BYTES / size);
        byte[] chunk = new byte[perChunk * size];
        for (int from = 0; from < images.count(); from += perChunk) {
            int here = Math.min(perChunk, images.count() - from);
            for (int i = 0; i < here; i++) {
                images.read(from + i, chunk, i * size);
            }
            put(channel, ByteBuffer.wrap(chunk, 0, here * size));
        }
    }

    private static void put(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
