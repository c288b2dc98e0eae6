package org.bestiary.experiments.train;

import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.experiments.transfer.FeatureCache;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.LayerSet;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What frozen layers make of images, batch by batch, in evaluation mode; in the order channel, row, column. */
final class BaseFeatures implements FeatureCache.Source {
    private final ComputationGraph base;
    private final BatchIterator images;
    private final Shape output;
    private final boolean channelsLast;

    /**
     * @param base the frozen layers, whose output are the features
     * @param images at the first batch that is wanted, of the whole epoch
     * @param plan says what the layers are
     */
    BaseFeatures(ComputationGraph base, BatchIterator images, Plan plan) {
        this.base = base;
        this.images = images;
        this.output = plan.base().orElseThrow().outputs().get(0).output();
        this.channelsLast = LayerSet.of(plan.options().engine()).layout() == CNN2DFormat.NHWC;
    }

    @Override
    public int count() {
        return images.imagesPerEpoch();
    }

    @Override
    public int width() {
        return Math.toIntExact(output.size());
    }

    @Override
    public int classes() {
        return images.totalOutcomes();
    }

    @Override
    public FeatureCache.Batch next() {
        if (!images.hasNext()) {
            return new FeatureCache.Batch(new float[0], new float[0]);
        }
        DataSet batch = images.next();
        INDArray features = base.outputSingle(false, batch.getFeatures());
        INDArray maps = channelsLast && features.rank() == 4 ? features.permute(0, 3, 1, 2) : features;
        return new FeatureCache.Batch(numbers(maps), numbers(batch.getLabels()));
    }

    private static float[] numbers(INDArray array) {
        return array.dup('c').data().asFloat();
    }
}
