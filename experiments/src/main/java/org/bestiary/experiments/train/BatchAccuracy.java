package org.bestiary.experiments.train;

import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Counts how many images of a training batch were classified rightly, from the forward pass that training makes anyway. */
final class BatchAccuracy extends BaseTrainingListener {
    private final String logits;
    private int[] predicted = {};

    /**
     * @param logits the vertex that carries the scores before softmax, shape [N, classes]
     */
    BatchAccuracy(String logits) {
        this.logits = logits;
    }

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
        predicted = YesOrNo.classes(activations.get(logits));
    }

    /** How many of the last batch were right. */
    int correct(INDArray labels) {
        int[] truth = Evaluator.classes(labels);
        int correct = 0;
        for (int i = 0; i < truth.length; i++) {
            correct += truth[i] == predicted[i] ? 1 : 0;
        }
        return correct;
    }
}
