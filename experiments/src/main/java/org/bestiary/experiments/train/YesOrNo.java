package org.bestiary.experiments.train;

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
}
