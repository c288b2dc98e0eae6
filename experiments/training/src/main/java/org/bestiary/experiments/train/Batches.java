package org.bestiary.experiments.train;

import org.bestiary.datasets.memory.BatchIterator;
import org.nd4j.linalg.dataset.DataSet;

/** Batches that a network reads: of images, or of features that were computed from them before. */
interface Batches extends AutoCloseable {
    /** Goes to a batch of an epoch, both from 0. */
    void seek(int epoch, int batch);

    /** Whether the epoch has another batch. */
    boolean hasNext();

    /** The next batch; valid until the one after it. */
    DataSet next();

    /** Images in an epoch. */
    int imagesPerEpoch();

    /** Images in a batch; the last of an epoch may have fewer. */
    int batch();

    /** Number of classes. */
    int classes();

    @Override
    void close();

    /** Batches of images. */
    static Batches of(BatchIterator images) {
        return new Batches() {
            @Override
            public void seek(int epoch, int batch) {
                images.seek(epoch, batch);
            }

            @Override
            public boolean hasNext() {
                return images.hasNext();
            }

            @Override
            public DataSet next() {
                return images.next();
            }

            @Override
            public int imagesPerEpoch() {
                return images.imagesPerEpoch();
            }

            @Override
            public int batch() {
                return images.batch();
            }

            @Override
            public int classes() {
                return images.totalOutcomes();
            }

            @Override
            public void close() {
                images.close();
            }
        };
    }
}
