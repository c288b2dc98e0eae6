package org.bestiary.experiments.train;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Two classes where a network has a single output: whether it is the second. Everything else passes as it is. */
final class YesOrNo {
    private YesOrNo() {}

    /** Labels of shape [N, classes] as a network with so many outputs learns them. */
    static INDArray labels(INDArray oneHot, long outputs) {
        return outputs == 1 && oneHot.size(1) == 2
                ? oneHot.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 2)).dup('c')
                : oneHot;
    }

    /** Probabilities of shape [N, outputs] as rows with one number for each class. */
    static float[][] probabilities(INDArray outputs) {
        float[][] rows = outputs.toFloatMatrix();
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length == 1) {
                rows[i] = new float[] {1 - rows[i][0], rows[i][0]};
            }
        }
        return rows;
    }

    /** Scores before softmax or sigmoid, shape [N, outputs], as the classes that they are for. */
    static int[] classes(INDArray scores) {
        if (scores.size(1) > 1) {
            return Evaluator.classes(scores);
        }
        float[] values = scores.dup('c').data().asFloat();
        int[] classes = new int[values.length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = values[i] > 0 ? 1 : 0;
        }
        return classes;
    }

    /**
     * The mean binary cross-entropy. DL4J's own is not used: training tells it after the scores have been written over.
     *
     * @param scores before sigmoid
     * @param labels probability of the second class
     * @param weights of the images; empty for all alike
     */
    static double loss(float[] scores, float[] labels, Optional<float[]> weights) {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            // log(1 + e^x) without overflow
            double softplus = Math.max(scores[i], 0) + Math.log1p(Math.exp(-Math.abs(scores[i])));
            double weight = weights.isPresent() ? weights.get()[i] : 1;
            sum += weight * (softplus - (double) labels[i] * scores[i]);
        }
        return sum / scores.length;
    }
}
