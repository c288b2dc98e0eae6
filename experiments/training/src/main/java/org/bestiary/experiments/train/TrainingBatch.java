package org.bestiary.experiments.train;

import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A batch as a network learns it.
 *
 * @param features images, or features of them
 * @param labels in the form of the network's outputs, shape [N, outputs], rows that add up to 1 where there are several
 * @param weights of the images in the loss, shape [N, 1]; empty for all alike
 */
record TrainingBatch(INDArray features, INDArray labels, Optional<INDArray> weights) {
    /**
     * The batch for a network.
     *
     * @param outputs how many scores the network gives an image
     * @param classes what each class weighs; empty for all alike
     */
    static TrainingBatch of(DataSet batch, int outputs, Optional<LossWeights> classes) {
        if (classes.isEmpty()) {
            return new TrainingBatch(batch.getFeatures(), YesOrNo.labels(batch.getLabels(), outputs), Optional.empty());
        }
        LossWeights.Weighed weighed = classes.get().weigh(batch.getLabels());
        return new TrainingBatch(
                batch.getFeatures(), YesOrNo.labels(weighed.labels(), outputs), Optional.of(weighed.images()));
    }

    /** Computes the gradient, and lets the network's updater do with it what it does. */
    void fit(ComputationGraph net) {
        if (weights.isEmpty()) {
            net.fit(new INDArray[] {features}, ofEach(net, labels));
            return;
        }
        INDArray mask = weights.get();
        // The mask of a single image looks to DL4J like one of single outputs, which its softmax loss refuses: the
        // image is
        // learnt twice, with half the share of the mean each time.
        boolean alone = mask.size(0) == 1 && labels.size(1) > 1;
        net.fit(
                new INDArray[] {alone ? Nd4j.concat(0, features, features) : features},
                ofEach(net, alone ? Nd4j.concat(0, labels, labels) : labels),
                null,
                ofEach(net, alone ? Nd4j.concat(0, mask, mask) : mask(mask)));
    }

    /** DL4J's binary cross-entropy of a single output multiplies its gradient by the mask twice. */
    private INDArray mask(INDArray images) {
        return labels.size(1) == 1 ? Transforms.sqrt(images, true) : images;
    }

    private static INDArray[] ofEach(ComputationGraph net, INDArray array) {
        INDArray[] all = new INDArray[net.getNumOutputArrays()];
        Arrays.fill(all, array);
        return all;
    }

    /**
     * The mean loss over the images, after they were learnt from.
     *
     * @param scores what the network said of them
     * @param penalty what weight decay adds to the network's own score
     */
    double loss(ComputationGraph net, BatchScores scores, double penalty) {
        return labels.size(1) == 1
                ? YesOrNo.loss(
                        scores.single(),
                        labels.dup('c').data().asFloat(),
                        weights.map(w -> w.data().asFloat()))
                : net.score() - penalty;
    }
}
