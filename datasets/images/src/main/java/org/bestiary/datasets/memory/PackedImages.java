package org.bestiary.datasets.memory;

import java.util.Objects;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageTable;

/** Images as unsigned bytes in one array on the heap: for sets of up to 2 GiB, which all the classic small ones are. */
public final class PackedImages implements ImageTable {
    private final ImageShape shape;
    private final int classes;
    private final byte[] pixels;
    private final int[] labels;
    private volatile String sha256;

    /**
     * Takes over the arrays; the caller must not change them afterwards.
     *
     * @param shape of one image
     * @param classes number of classes
     * @param pixels {@code labels.length * shape.values()} bytes, image after image, each in HWC order
     * @param labels one per image, in {@code [0, classes)}
     * @throws DataException if the lengths do not agree or a label is out of range; names the first such image
     */
    public PackedImages(ImageShape shape, int classes, byte[] pixels, int[] labels) {
        this.shape = shape;
        this.classes = classes;
        this.pixels = pixels;
        this.labels = labels;
        if ((long) labels.length * shape.values() != pixels.length) {
            throw new DataException(labels.length + " images of " + shape + " need "
                    + (long) labels.length * shape.values() + " bytes, got " + pixels.length + ".");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new DataException("Labels must be 0 to " + (classes - 1) + ", got " + labels[i] + " for image "
                        + i + "; the file is damaged or belongs to another data set.");
            }
        }
    }

    @Override
    public int count() {
        return labels.length;
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public void read(int index, byte[] into, int offset) {
        Objects.checkIndex(index, labels.length);
        System.arraycopy(pixels, index * shape.values(), into, offset, shape.values());
    }

    @Override
    public String sha256() {
        String known = sha256;
        if (known == null) {
            known = TableDigest.of(this);
            sha256 = known;
        }
        return known;
    }
}
