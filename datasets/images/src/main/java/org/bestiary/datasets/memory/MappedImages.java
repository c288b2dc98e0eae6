package org.bestiary.datasets.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.ImageTable;

/**
 * Images in a memory-mapped file, written by {@link CacheWriter}: outside the heap, of any size, read on demand and shared
 * between processes by the operating system.
 */
public final class MappedImages implements ImageTable {
    /** Up to this size the contents are compared with their SHA-256 at every start; above, the header and the length. */
    private static final long FULL_CHECK_BYTES = 1L << 30;

    private static final int SEGMENT_BYTES = 1 << 30;

    private final CacheHeader header;
    private final int[] labels;
    private final MappedByteBuffer[] segments;
    private final int imagesPerSegment;

    private MappedImages(CacheHeader header, FileChannel file) throws IOException {
        this.header = header;
        int size = header.shape().values();
        this.imagesPerSegment = Math.max(1, SEGMENT_BYTES / size);
        int count = (header.count() + imagesPerSegment - 1) / imagesPerSegment;
        this.segments = new MappedByteBuffer[count];
        for (int i = 0; i < count; i++) {
            long first = (long) i * imagesPerSegment;
            long images = Math.min(imagesPerSegment, header.count() - first);
            segments[i] = file.map(
                    FileChannel.MapMode.READ_ONLY, CacheHeader.BYTES + first * size, Math.multiplyExact(images, size));
        }
        ByteBuffer bytes = ByteBuffer.allocate(header.count() * Integer.BYTES);
        long at = CacheHeader.BYTES + header.pixelBytes();
        while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) >= 0) {
            // read on until the labels are complete
        }
        this.labels = new int[header.count()];
        bytes.flip().asIntBuffer().get(labels);
    }

    /**
     * Opens a file if it is whole, sound and holds what is wanted.
     *
     * @param file to open
     * @param stamp that it must have been written with
     * @return the images, or empty if the file has to be written again
     */
    static Optional<MappedImages> open(Path file, String stamp) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Optional<CacheHeader> header = CacheHeader.read(channel, stamp);
            if (header.isEmpty() || channel.size() != header.get().fileBytes()) {
                return Optional.empty();
            }
            MappedImages images = new MappedImages(header.get(), channel);
            boolean check = header.get().pixelBytes() <= FULL_CHECK_BYTES;
            return check && !TableDigest.of(images).equals(images.sha256()) ? Optional.empty() : Optional.of(images);
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // damaged in some other way: written again like any other damaged file
        }
    }

    @Override
    public int count() {
        return header.count();
    }

    @Override
    public ImageShape shape() {
        return header.shape();
    }

    @Override
    public int classes() {
        return header.classes();
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public void read(int index, byte[] into, int offset) {
        Objects.checkIndex(index, labels.length);
        int size = header.shape().values();
        segments[index / imagesPerSegment].get(index % imagesPerSegment * size, into, offset, size);
    }

    @Override
    public String sha256() {
        return header.tableSha256();
    }
}
