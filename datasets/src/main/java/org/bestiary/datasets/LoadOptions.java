package org.bestiary.datasets;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How batches are cut from images.
 *
 * @param batch images per batch
 * @param layout order of the axes
 * @param normalisation of pixels; empty means the card's mean and standard deviation
 * @param shuffleSeed when present, every epoch has its own order, a pure function of this seed and the epoch; when
 *     empty, images come in table order
 * @param dropLast whether a last batch with fewer images is left out
 */
public record LoadOptions(
        int batch, Layout layout, Optional<Normalisation> normalisation, OptionalLong shuffleSeed, boolean dropLast) {

    /** Checks the batch size. */
    public LoadOptions {
        if (batch < 1) {
            throw new DataException("batch must be at least 1, got " + batch + ".");
        }
    }

    /**
     * The defaults: NHWC, normalised by the card, in table order, with the last batch.
     *
     * @param batch images per batch
     * @return options for evaluation; add {@link #withShuffle} for training
     */
    public static LoadOptions batch(int batch) {
        return new LoadOptions(batch, Layout.NHWC, Optional.empty(), OptionalLong.empty(), false);
    }

    /**
     * Another order of the axes.
     *
     * @param value the layout
     * @return a changed copy
     */
    public LoadOptions withLayout(Layout value) {
        return new LoadOptions(batch, value, normalisation, shuffleSeed, dropLast);
    }

    /**
     * Another normalisation than the card's.
     *
     * @param value mean and standard deviation; {@link Normalisation#none} for 0..1
     * @return a changed copy
     */
    public LoadOptions withNormalisation(Normalisation value) {
        return new LoadOptions(batch, layout, Optional.of(value), shuffleSeed, dropLast);
    }

    /**
     * A random order for every epoch.
     *
     * @param seed of the order
     * @return a changed copy
     */
    public LoadOptions withShuffle(long seed) {
        return new LoadOptions(batch, layout, normalisation, OptionalLong.of(seed), dropLast);
    }

    /**
     * Whether a last batch with fewer images is left out.
     *
     * @param value true to leave it out
     * @return a changed copy
     */
    public LoadOptions withDropLast(boolean value) {
        return new LoadOptions(batch, layout, normalisation, shuffleSeed, value);
    }
}
