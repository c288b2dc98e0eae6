package org.bestiary.datasets.memory;

import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;

/** Measures how fast batches come out of an iterator: reading, augmenting and converting to normalised floats. */
public final class DatasetBench {
    private DatasetBench() {}

    /**
     * What was measured.
     *
     * @param images delivered in the measured time
     * @param seconds measured, without the warm-up
     */
    public record Result(long images, double seconds) {
        /**
         * Speed.
         *
         * @return images per second, over all threads
         */
        public double imagesPerSecond() {
            return images / seconds;
        }
    }

    /**
     * Runs through the training images again and again.
     *
     * @param data that has been loaded
     * @param options layout, augmentation, threads
     * @param warmUpSeconds before measuring, for the compiler
     * @param seconds to measure
     * @return the speed
     */
    public static Result run(LoadedDataset data, LoadOptions options, double warmUpSeconds, double seconds) {
        return run(data.images(Split.TRAIN), data.card(), options, warmUpSeconds, seconds);
    }

    /**
     * Runs through a table of images again and again.
     *
     * @param images to deliver
     * @param card of the data set
     * @param options layout, augmentation, threads
     * @param warmUpSeconds before measuring, for the compiler
     * @param seconds to measure
     * @return the speed
     */
    public static Result run(
            ImageTable images, DatasetCard card, LoadOptions options, double warmUpSeconds, double seconds) {
        try (BatchIterator iterator = new BatchIterator(
                images, card.classes(), options, options.normalisation().orElse(card.normalisation()))) {
            deliver(iterator, warmUpSeconds);
            long from = System.nanoTime();
            long delivered = deliver(iterator, seconds);
            return new Result(delivered, (System.nanoTime() - from) / 1e9);
        }
    }

    private static long deliver(BatchIterator iterator, double seconds) {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        long delivered = 0;
        while (System.nanoTime() < until) {
            if (!iterator.hasNext()) {
                iterator.reset();
            }
            delivered += iterator.next().numExamples();
        }
        return delivered;
    }
}
