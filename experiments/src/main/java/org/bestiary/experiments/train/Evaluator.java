package org.bestiary.experiments.train;

import java.util.function.IntConsumer;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.reports.evaluation.ConfusionMatrix;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Runs a network over images without training. */
final class Evaluator {
    /** Below this a probability counts as this much, so that one sure mistake does not make the mean loss infinite. */
    private static final double LEAST_PROBABILITY = 1e-12;

    private Evaluator() {}

    /**
     * What a network said of every image, in the order of the table.
     *
     * @param confusion counts of (class, predicted class)
     * @param loss mean cross-entropy, natural logarithm
     * @param predicted predicted class of each image
     * @param probability probability of the predicted class
     * @param labelProbability probability of the right class
     */
    @SuppressWarnings("ArrayRecordComponent") // large, and never compared
    record Result(
            ConfusionMatrix confusion, double loss, int[] predicted, float[] probability, float[] labelProbability) {
        double accuracy() {
            return confusion.top1().orElse(Double.NaN);
        }
    }

    /**
     * Evaluates every image once.
     *
     * @param net the network
     * @param images an iterator in table order at its start
     * @param progress is told how many images are done
     */
    static Result evaluate(ComputationGraph net, BatchIterator images, IntConsumer progress) {
        int count = images.imagesPerEpoch();
        int classes = images.totalOutcomes();
        ConfusionMatrix confusion = new ConfusionMatrix(classes);
        int[] predicted = new int[count];
        float[] probability = new float[count];
        float[] labelProbability = new float[count];
        double loss = 0;
        int done = 0;
        while (images.hasNext()) {
            DataSet batch = images.next();
            float[][] out = net.output(false, batch.getFeatures())[0].toFloatMatrix();
            int[] labels = classes(batch.getLabels());
            for (int i = 0; i < out.length; i++, done++) {
                int best = argMax(out[i]);
                predicted[done] = best;
                probability[done] = out[i][best];
                labelProbability[done] = out[i][labels[i]];
                confusion.add(labels[i], best);
                loss -= Math.log(Math.max(LEAST_PROBABILITY, out[i][labels[i]]));
            }
            progress.accept(done);
        }
        return new Result(confusion, loss / count, predicted, probability, labelProbability);
    }

    /** The class of each row of one-hot labels or of scores, shape [N, classes]. */
    static int[] classes(INDArray rows) {
        float[][] values = rows.toFloatMatrix();
        int[] classes = new int[values.length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = argMax(values[i]);
        }
        return classes;
    }

    private static int argMax(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            if (row[i] > row[best]) {
                best = i;
            }
        }
        return best;
    }
}
