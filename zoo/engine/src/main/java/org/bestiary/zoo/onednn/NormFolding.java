package org.bestiary.zoo.onednn;

import java.util.Optional;
import java.util.stream.IntStream;
import org.bestiary.zoo.kernel.NormShape;

/**
 * Neighbouring pixels taken for one of more channels. oneDNN's fast kernels of batch normalisation need whole vectors of
 * channels; the same memory, read as pixels of {@code times} times as many channels, has them.
 *
 * @param shape as it is
 * @param times pixels that are taken together
 * @param view the same memory with {@code times} times the channels
 */
record NormFolding(NormShape shape, int times, NormShape view) {
    /** Floats of the widest vectors; half of that is what narrower ones take. */
    private static final int[] VECTORS = {16, 8};

    /** How a shape is folded; empty where its channels fill vectors as they are, or its pixels cannot be taken together. */
    static Optional<NormFolding> of(NormShape s) {
        if (s.channels() % VECTORS[1] == 0) {
            return Optional.empty();
        }
        for (int vector : VECTORS) {
            Optional<NormFolding> found = IntStream.rangeClosed(2, vector)
                    .filter(times -> s.channels() * times % vector == 0)
                    .mapToObj(times -> view(s, times))
                    .flatMap(Optional::stream)
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Within an image, so that threads share images; else across images. */
    private static Optional<NormFolding> view(NormShape s, int times) {
        int pixels = s.height() * s.width();
        if (pixels % times == 0) {
            return Optional.of(folded(s, times, s.batch(), pixels / times));
        }
        long all = (long) s.batch() * pixels;
        return all % times == 0 && all / times <= Integer.MAX_VALUE
                ? Optional.of(folded(s, times, 1, (int) (all / times)))
                : Optional.empty();
    }

    private static NormFolding folded(NormShape s, int times, int batch, int pixels) {
        return new NormFolding(s, times, new NormShape(batch, 1, pixels, s.channels() * times, s.epsilon(), s.relu()));
    }

    /** The view without its ReLU. */
    NormShape linear() {
        return new NormShape(view.batch(), view.height(), view.width(), view.channels(), view.epsilon(), false);
    }

    /** Pixels of all images. */
    long pixels() {
        return (long) shape.batch() * shape.height() * shape.width();
    }

    /** A vector of channels, as often as pixels are taken together. */
    float[] repeated(float[] values) {
        float[] all = new float[values.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(values, 0, all, i * values.length, values.length);
        }
        return all;
    }

    /** The sums over what was taken together, of values from an index on. */
    double[] summed(float[] values, int from) {
        double[] sums = new double[shape.channels()];
        for (int i = 0; i < view.channels(); i++) {
            sums[i % sums.length] += values[from + i];
        }
        return sums;
    }
}
