package org.bestiary.datasets.memory;

import java.util.Objects;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageTable;

/**
 * Images whose values are no pixels but numbers of a scale of their own, in one array on the heap: readings of sensors as C x
 * 1 x L, or maps of whatever was measured. Nothing is rounded to bytes; only the pictures that people are shown are.
 */
public final class PackedNumbers implements ImageTable {
    private final ImageShape shape;
    private final int classes;
    private final float[] numbers;
    private final int[] labels;
    private volatile String sha256;

    /**
     * Takes over the arrays; the caller must not change them afterwards.
     *
     * @param shape of one image
     * @param classes number of classes
     * @param numbers {@code labels.length * shape.values()} finite numbers, image after image, each in HWC order
     * @param labels one per image, in {@code [0, classes)}
     * @throws DataException if the lengths do not agree, a label is out of range, or a number is not finite
     */
    public PackedNumbers(ImageShape shape, int classes, float[] numbers, int[] labels) {
        this.shape = shape;
        this.classes = classes;
        this.numbers = numbers;
        this.labels = labels;
        if ((long) labels.length * shape.values() != numbers.length) {
            throw new DataException(labels.length + " images of " + shape + " need "
                    + (long) labels.length * shape.values() + " numbers, got " + numbers.length + ".");
        }
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new DataException("Labels must be 0 to " + (classes - 1) + ", got " + label + ".");
            }
        }
        for (int i = 0; i < numbers.length; i++) {
            if (!Float.isFinite(numbers[i])) {
                throw new DataException(
                        "Numbers must be finite, got " + numbers[i] + " in image " + i / shape.values() + ".");
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
    public boolean numeric() {
        return true;
    }

    @Override
    public void readNumbers(int index, float[] into, int offset) {
        Objects.checkIndex(index, labels.length);
        System.arraycopy(numbers, index * shape.values(), into, offset, shape.values());
    }

    @Override
    public void read(int index, byte[] into, int offset) {
        throw new DataException("These images are numbers and no pixels; they can be trained on and evaluated, but"
                + " nothing can be done with them that is for pictures.");
    }

    @Override
    public ImageTable pictures() {
        return DrawnNumbers.of(this);
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
