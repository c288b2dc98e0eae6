package org.bestiary.datasets.augment;

import java.util.Arrays;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Surrounds the image with black and cuts out its old size at a random place: a shift of at most {@code pad} pixels.
 *
 * @param pad pixels on every side, at least 0
 */
public record PadAndCrop(int pad) implements Transform {
    /** Checks the padding. */
    public PadAndCrop {
        if (pad < 0) {
            throw new DataException("pad must be at least 0, got " + pad + ".");
        }
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        int height = picture.shape().height();
        int row = picture.shape().width() * picture.shape().channels();
        int down = random.nextInt(2 * pad + 1) - pad;
        int right = (random.nextInt(2 * pad + 1) - pad) * picture.shape().channels();
        byte[] from = picture.pixels();
        byte[] to = picture.spare(picture.shape().values());
        int kept = Math.max(0, row - Math.abs(right));
        int source = Math.max(0, right);
        int target = Math.max(0, -right);
        for (int y = 0; y < height; y++) {
            int start = y * row;
            int sourceRow = y + down;
            if (sourceRow < 0 || sourceRow >= height || kept == 0) {
                Arrays.fill(to, start, start + row, (byte) 0);
                continue;
            }
            Arrays.fill(to, start, start + Math.min(target, row), (byte) 0);
            System.arraycopy(from, sourceRow * row + source, to, start + target, kept);
            Arrays.fill(to, start + target + kept, start + row, (byte) 0);
        }
        picture.swap(picture.shape());
    }
}
