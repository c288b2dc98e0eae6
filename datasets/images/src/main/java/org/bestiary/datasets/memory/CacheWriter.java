package org.bestiary.datasets.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bestiary.common.AtomicFile;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.ImageTable;

/** Writes decoded images into a file that {@link MappedImages} opens. The file appears complete or not at all. */
final class CacheWriter {
    private CacheWriter() {}

    /**
     * Writes all images as they are decoded; none is kept in memory.
     *
     * @param source of the images
     * @param stamp by which the file is recognised later
     * @param file to write; replaced if it exists
     * @return a sentence for every image that was left out
     * @throws IOException if it cannot be written; nothing is left behind then
     */
    static List<String> write(ImageSource source, String stamp, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        List<String> left = new ArrayList<>();
        try {
            AtomicFile.writeChannel(file, channel -> left.addAll(fill(channel, source, stamp)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return left;
    }

    private static List<String> fill(FileChannel channel, ImageSource source, String stamp) throws IOException {
        channel.position(CacheHeader.BYTES);
        Labels labels = new Labels();
        List<String> left = source.deliver((pixels, label) -> {
            labels.add(label);
            put(channel, ByteBuffer.wrap(pixels));
        });
        ByteBuffer bytes = ByteBuffer.allocate(labels.count * Integer.BYTES);
        bytes.asIntBuffer().put(labels.values, 0, labels.count);
        put(channel, bytes);
        Written written =
                new Written(channel, source.shape(), source.classes(), Arrays.copyOf(labels.values, labels.count));
        CacheHeader header = new CacheHeader(
                labels.count, source.shape(), source.classes(), CacheHeader.hash(stamp), TableDigest.of(written));
        channel.position(0);
        put(channel, header.bytes());
        return left;
    }

    private static void put(FileChannel channel, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Labels {
        private int[] values = new int[1024];
        private int count;

        void add(int label) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = label;
        }
    }

    /** What has just been written, read back for its identity. */
    @SuppressWarnings("ArrayRecordComponent") // private and short-lived
    private record Written(FileChannel channel, ImageShape shape, int classes, int[] labels) implements ImageTable {
        @Override
        public int count() {
            return labels.length;
        }

        @Override
        public int label(int index) {
            return labels[index];
        }

        @Override
        public void read(int index, byte[] into, int offset) {
            ByteBuffer bytes = ByteBuffer.wrap(into, offset, shape.values());
            long at = CacheHeader.BYTES + (long) index * shape.values();
            try {
                while (bytes.hasRemaining()) {
                    if (channel.read(bytes, at + bytes.position() - offset) < 0) {
                        throw new IOException("the file became shorter while it was written");
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String sha256() {
            return TableDigest.of(this);
        }
    }
}
