package org.bestiary.experiments.train;

import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a network says of the images of a training batch, from the forward pass that training makes anyway. */
final class BatchScores extends BaseTrainingListener {
    private final String logits;
    private int[] predicted = {};
    private float[] single = {};

    /**
     * @param logits the vertex that carries the scores before softmax or sigmoid, shape [N, outputs]
     */
    BatchScores(String logits) {
        this.logits = logits;
    }

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
        INDArray scores = activations.get(logits);
        predicted = YesOrNo.classes(scores);
        // The backward pass of DL4J's binary cross-entropy writes over the scores: they are copied here.
        single = scores.size(1) == 1 ? scores.dup('c').data().asFloat() : new float[0];
    }

    /** How many images of the last batch were right. */
    int correct(INDArray labels) {
        int[] truth = Evaluator.classes(labels);
        int correct = 0;
        for (int i = 0; i < truth.length; i++) {
            correct += truth[i] == predicted[i] ? 1 : 0;
        }
        return correct;
    }

    /** The scores of the last batch before sigmoid, where the network has a single output; otherwise none. */
    float[] single() {
        return single;
    }
}
