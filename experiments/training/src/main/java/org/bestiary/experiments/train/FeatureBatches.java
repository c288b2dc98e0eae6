package org.bestiary.experiments.train;

import java.util.List;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.experiments.transfer.FeatureTable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batches of features in place of images, in the very order that the images would come in. With several augmented copies,
 * each epoch takes the next.
 */
final class FeatureBatches implements Batches {
    private final List<FeatureTable> copies;
    private final BatchIterator order;
    private final Layout layout;
    private int epoch;
    private int batch;

    /**
     * @param copies features of the same images, at least one table; not closed here
     * @param order says which images a batch has; its images are never read
     * @param layout of the feature maps of 1 x 1 that the head reads
     */
    FeatureBatches(List<FeatureTable> copies, BatchIterator order, Layout layout) {
        this.copies = List.copyOf(copies);
        this.order = order;
        this.layout = layout;
    }

    @Override
    public void seek(int toEpoch, int toBatch) {
        epoch = toEpoch;
        batch = toBatch;
    }

    @Override
    public boolean hasNext() {
        return batch < order.batchesPerEpoch();
    }

    @Override
    public DataSet next() {
        FeatureTable table = copies.get(epoch % copies.size());
        int[] images = order.indices(epoch, batch);
        batch++;
        int n = images.length;
        long[] shape =
                layout == Layout.NHWC ? new long[] {n, 1, 1, table.width()} : new long[] {n, table.width(), 1, 1};
        return new DataSet(
                Nd4j.create(table.features(images), shape, 'c'),
                Nd4j.create(table.labels(images), new long[] {n, table.classes()}, 'c'));
    }

    @Override
    public int imagesPerEpoch() {
        return order.imagesPerEpoch();
    }

    @Override
    public int batch() {
        return order.batch();
    }

    @Override
    public int classes() {
        return copies.get(0).classes();
    }

    @Override
    public void close() {
        order.close();
    }
}
