package org.bestiary.datasets.memory;

import java.util.Arrays;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.Sampling;

/** Which images an epoch shows, in order: a pure function of (table, seed, epoch). */
final class EpochOrder {
    private final int[] images;
    private final int[] repeats;

    private EpochOrder(int[] images, int[] repeats) {
        this.images = images;
        this.repeats = repeats;
    }

    /**
     * Orders an epoch.
     *
     * @param table the images
     * @param options say how: shuffled or not, balanced or not
     * @param epoch from 0
     */
    static EpochOrder of(ImageTable table, LoadOptions options, int epoch) {
        int count = table.count();
        if (options.shuffleSeed().isEmpty()) {
            int[] ascending = new int[count];
            Arrays.setAll(ascending, i -> i);
            return new EpochOrder(ascending, new int[0]);
        }
        RandomStream ofSeed = RandomStream.of(options.shuffleSeed().getAsLong());
        int[] shuffled = ofSeed.split("shuffle").split(epoch).permutation(count);
        if (options.sampling() == Sampling.NATURAL) {
            return new EpochOrder(shuffled, new int[0]);
        }
        int[] drawn = BalancedDraw.of(table, ofSeed.split("balanced"), epoch);
        int[] images = new int[count];
        int[] repeats = new int[count];
        int[] seen = new int[count];
        for (int i = 0; i < count; i++) {
            images[i] = drawn[shuffled[i]];
            repeats[i] = seen[images[i]]++;
        }
        return new EpochOrder(images, repeats);
    }

    /** The images at some positions of the epoch, as indices into the table. */
    int[] images(int from, int to) {
        return Arrays.copyOfRange(images, from, to);
    }

    /** How often the image at each of some positions was shown before in this epoch; empty where no image comes twice. */
    int[] repeats(int from, int to) {
        return repeats.length == 0 ? repeats : Arrays.copyOfRange(repeats, from, to);
    }
}
