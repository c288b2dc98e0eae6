package org.bestiary.datasets.catalog;

import java.util.List;
import java.util.stream.IntStream;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.Availability;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.FetchProgress;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.memory.PackedImages;
import org.bestiary.datasets.strokes.Handwriting;

/**
 * {@code strokes}: handwriting-like digits, 1x28x28, ten classes, generated in memory from a seed.
 *
 * <p>The embedded default: it needs no file and no network, so the first experiment and all tests run anywhere. White ink
 * on black as in MNIST, but digits are not centred by mass and vary more in place, size and slant. Use it to try things
 * out and to teach; publish figures on real data.
 *
 * <p>Image number i is a pure function of (seed, split, i): generation runs on all cores and gives the same bytes on any
 * number of them.
 */
public final class Strokes implements ImageDataset {
    private static final int SIDE = 28;
    private static final int CLASSES = 10;

    private final int trainSize;
    private final int testSize;
    private final long seed;

    /** The published size: 12,000 training and 2,000 test images. */
    public Strokes() {
        this(12_000, 2_000, 1998);
    }

    /**
     * Another size or another seed.
     *
     * @param trainSize number of training images, at least 1
     * @param testSize number of test images, at least 1
     * @param seed of all images
     */
    public Strokes(int trainSize, int testSize, long seed) {
        if (trainSize < 1 || testSize < 1) {
            throw new DataException(
                    "strokes needs at least one image per split, got train=" + trainSize + ", test=" + testSize + ".");
        }
        this.trainSize = trainSize;
        this.testSize = testSize;
        this.seed = seed;
    }

    @Override
    public String id() {
        return "strokes";
    }

    @Override
    public DatasetCard card() {
        return new DatasetCard(
                "Strokes: digits drawn from vector strokes",
                "Handwriting-like digits with random affine, elastic and ink variation; embedded, needs no download.",
                List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
                new ImageShape(1, SIDE, SIDE),
                trainSize,
                testSize,
                Normalisation.grey(0.08289, 0.21981),
                "Apache-2.0, as this program",
                "Bestiary, catalogue entry 'strokes'",
                List.of(),
                List.of(),
                true,
                List.of(
                        "Test accuracy of a linear (softmax) classifier on the pixels: 74.3% after 40 epochs, 75.2% at best.",
                        "Test accuracy of LeNet-5 (1998 form, Adam, 8 epochs, batch 32, one seed): 99.45%.",
                        "Mirroring turns digits into other signs: do not augment with flips."));
    }

    @Override
    public Availability availability(DataDirectory directory) {
        return Availability.embedded();
    }

    @Override
    public void fetch(DataDirectory directory, FetchProgress progress) {
        // Generated: there is nothing to fetch.
    }

    @Override
    public TrainTest load(DataDirectory directory) {
        RandomStream root = RandomStream.of(seed);
        return new TrainTest(generate(root.split("train"), trainSize), generate(root.split("test"), testSize));
    }

    private static ImageTable generate(RandomStream stream, int count) {
        int[] labels = stream.split("labels").permutation(count);
        for (int i = 0; i < count; i++) {
            labels[i] %= CLASSES; // as many of each class as the count allows
        }
        ImageShape shape = new ImageShape(1, SIDE, SIDE);
        byte[] pixels = new byte[Math.multiplyExact(count, shape.values())];
        RandomStream images = stream.split("images");
        ThreadLocal<Handwriting> writers = ThreadLocal.withInitial(() -> new Handwriting(SIDE));
        IntStream.range(0, count)
                .parallel()
                .forEach(i -> writers.get().write(labels[i], images.split(i), pixels, i * shape.values()));
        return new PackedImages(shape, CLASSES, pixels, labels);
    }
}
