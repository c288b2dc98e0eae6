package org.bestiary.datasets;

import java.util.Optional;
import java.util.OptionalLong;
import org.bestiary.common.image.Normalisation;

/**
 * How batches are cut from images.
 *
 * @param batch images per batch
 * @param layout order of the axes
 * @param normalisation of pixels; empty means the card's mean and standard deviation
 * @param shuffleSeed when present, every epoch has its own order, a pure function of this seed and the epoch; when
 *     empty, images come in table order
 * @param dropLast whether a last batch with fewer images is left out
 * @param augmentation of every image; empty for none
 * @param augmentSeed of the augmentation; what happens to an image is a function of (this seed, epoch, index), and of how
 *     often the epoch has shown it before
 * @param threads that assemble batches in the background; does not change the result
 * @param prefetch batches that may wait ready, beside those being assembled; bounds memory to
 *     {@code threads + prefetch + 1} batches
 * @param sampling how often images of each class come; balanced only with a shuffle seed
 */
public record LoadOptions(
        int batch,
        Layout layout,
        Optional<Normalisation> normalisation,
        OptionalLong shuffleSeed,
        boolean dropLast,
        Optional<Augmentation> augmentation,
        long augmentSeed,
        int threads,
        int prefetch,
        Sampling sampling) {

    /** Checks the numbers. */
    public LoadOptions {
        if (batch < 1) {
            throw new DataException("batch must be at least 1, got " + batch + ".");
        }
        if (threads < 1 || threads > 256) {
            throw new DataException("threads must be from 1 to 256, got " + threads + ".");
        }
        if (prefetch < 0 || prefetch > 1024) {
            throw new DataException("prefetch must be from 0 to 1024, got " + prefetch + ".");
        }
        if (sampling == Sampling.BALANCED && shuffleSeed.isEmpty()) {
            throw new DataException(
                    "Balanced sampling draws images at random, but there is no shuffle seed; give one.");
        }
    }

    /**
     * The defaults: NHWC, normalised by the card, in table order, with the last batch, not augmented, one thread, two
     * batches ahead.
     *
     * @param batch images per batch
     * @return options for evaluation; add {@link #withShuffle} for training
     */
    public static LoadOptions batch(int batch) {
        return new LoadOptions(
                batch,
                Layout.NHWC,
                Optional.empty(),
                OptionalLong.empty(),
                false,
                Optional.empty(),
                0,
                1,
                2,
                Sampling.NATURAL);
    }

    /**
     * Another order of the axes.
     *
     * @param value the layout
     * @return a changed copy
     */
    public LoadOptions withLayout(Layout value) {
        return new LoadOptions(
                batch,
                value,
                normalisation,
                shuffleSeed,
                dropLast,
                augmentation,
                augmentSeed,
                threads,
                prefetch,
                sampling);
    }

    /**
     * Another normalisation than the card's.
     *
     * @param value mean and standard deviation; {@link Normalisation#none} for 0..1
     * @return a changed copy
     */
    public LoadOptions withNormalisation(Normalisation value) {
        return new LoadOptions(
                batch,
                layout,
                Optional.of(value),
                shuffleSeed,
                dropLast,
                augmentation,
                augmentSeed,
                threads,
                prefetch,
                sampling);
    }

    /**
     * A random order for every epoch.
     *
     * @param seed of the order
     * @return a changed copy
     */
    public LoadOptions withShuffle(long seed) {
        return new LoadOptions(
                batch,
                layout,
                normalisation,
                OptionalLong.of(seed),
                dropLast,
                augmentation,
                augmentSeed,
                threads,
                prefetch,
                sampling);
    }

    /**
     * How often images of each class come.
     *
     * @param value balanced only after {@link #withShuffle}
     * @return a changed copy
     */
    public LoadOptions withSampling(Sampling value) {
        return new LoadOptions(
                batch,
                layout,
                normalisation,
                shuffleSeed,
                dropLast,
                augmentation,
                augmentSeed,
                threads,
                prefetch,
                value);
    }

    /**
     * Whether a last batch with fewer images is left out.
     *
     * @param value true to leave it out
     * @return a changed copy
     */
    public LoadOptions withDropLast(boolean value) {
        return new LoadOptions(
                batch,
                layout,
                normalisation,
                shuffleSeed,
                value,
                augmentation,
                augmentSeed,
                threads,
                prefetch,
                sampling);
    }

    /**
     * Changed images.
     *
     * @param value how they are changed
     * @param seed of the changes
     * @return a changed copy
     */
    public LoadOptions withAugmentation(Augmentation value, long seed) {
        return new LoadOptions(
                batch,
                layout,
                normalisation,
                shuffleSeed,
                dropLast,
                Optional.of(value),
                seed,
                threads,
                prefetch,
                sampling);
    }

    /**
     * More or fewer background threads.
     *
     * @param value at least 1
     * @return a changed copy
     */
    public LoadOptions withThreads(int value) {
        return new LoadOptions(
                batch,
                layout,
                normalisation,
                shuffleSeed,
                dropLast,
                augmentation,
                augmentSeed,
                value,
                prefetch,
                sampling);
    }
}
