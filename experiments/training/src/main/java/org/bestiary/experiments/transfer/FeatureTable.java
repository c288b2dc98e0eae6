package org.bestiary.experiments.transfer;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Features and labels of images on disk: a head of four numbers (a mark, the number of images, features of each, classes),
 * then the features of all images, then their labels, as little-endian 32-bit floats.
 */
public final class FeatureTable implements AutoCloseable {
    static final int MARK = 0x46454154; // "FEAT"
    static final int HEAD_BYTES = 4 * Integer.BYTES;

    private final FileChannel channel;
    private final int count;
    private final int width;
    private final int classes;

    private FeatureTable(FileChannel channel, int count, int width, int classes) {
        this.channel = channel;
        this.count = count;
        this.width = width;
        this.classes = classes;
    }

    /**
     * Opens a file.
     *
     * @throws IOException if it cannot be read, or is not whole
     */
    static FeatureTable open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            InputStream head = Channels.newInputStream(channel);
            DataInputStream in = new DataInputStream(head);
            int mark = in.readInt();
            FeatureTable table = new FeatureTable(channel, in.readInt(), in.readInt(), in.readInt());
            long bytes = HEAD_BYTES + (long) table.count * (table.width + table.classes) * Float.BYTES;
            if (mark != MARK || channel.size() != bytes) {
                throw new IOException(file + " must have " + bytes + " bytes of features, but has " + channel.size());
            }
            return table;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Number of images. */
    public int count() {
        return count;
    }

    /** Numbers for each image. */
    public int width() {
        return width;
    }

    /** Classes of the labels. */
    public int classes() {
        return classes;
    }

    /** The features of some images, one after the other, in the order channel, row, column. */
    public float[] features(int... images) {
        return rows(images, HEAD_BYTES, width);
    }

    /** The labels of some images, one after the other. */
    public float[] labels(int... images) {
        return rows(images, HEAD_BYTES + (long) count * width * Float.BYTES, classes);
    }

    private float[] rows(int[] images, long start, int length) {
        float[] all = new float[images.length * length];
        ByteBuffer row = ByteBuffer.allocate(length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try {
            for (int i = 0; i < images.length; i++) {
                row.clear();
                long at = start + (long) images[i] * length * Float.BYTES;
                while (row.hasRemaining()) {
                    int n = channel.read(row, at + row.position());
                    if (n < 0) {
                        throw new EOFException("the file of features ends before image " + images[i]);
                    }
                }
                row.flip().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(all, i * length, length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
