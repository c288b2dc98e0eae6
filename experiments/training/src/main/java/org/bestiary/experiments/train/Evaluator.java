package org.bestiary.experiments.train;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bestiary.reports.evaluation.Calibration;
import org.bestiary.reports.evaluation.ConfusionMatrix;
import org.bestiary.reports.run.Answers;
import org.bestiary.reports.run.TestEvaluation;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Runs a network over images without training. */
final class Evaluator {
    /** Below this a probability counts as this much, so that one sure mistake does not make the mean loss infinite. */
    private static final double LEAST_PROBABILITY = 1e-12;

    /** Top-5 means nothing where five classes are all there are. */
    private static final int TOP = 5;

    private Evaluator() {}

    /**
     * What a network said of every image, in the order of the table.
     *
     * @param confusion counts of (class, predicted class)
     * @param loss mean cross-entropy, natural logarithm
     * @param answers class, predicted class and probabilities of each image
     * @param top5 images whose class is among the five most probable
     * @param calibration how far the probabilities can be believed
     * @param margins distance of the two largest probabilities of each image, 0 to 1
     * @param seconds that it took, with the loading of images
     */
    @SuppressWarnings("ArrayRecordComponent") // large, and never compared
    record Result(
            ConfusionMatrix confusion,
            double loss,
            Answers answers,
            long top5,
            Calibration calibration,
            float[] margins,
            double seconds) {
        double accuracy() {
            return confusion.top1().orElse(Double.NaN);
        }

        /**
         * The result as a run's record keeps it.
         *
         * @param classes names of the classes
         * @param dataSha256 digest of the images
         */
        TestEvaluation evaluation(List<String> classes, String dataSha256) {
            return evaluation(classes, Optional.of(dataSha256));
        }

        /**
         * The result as a run's record keeps it.
         *
         * @param classes names of the classes
         * @param dataSha256 digest of the images; empty if they are some of a table
         */
        TestEvaluation evaluation(List<String> classes, Optional<String> dataSha256) {
            OptionalDouble share = classes.size() > TOP
                    ? OptionalDouble.of(100.0 * top5 / confusion.examples())
                    : OptionalDouble.empty();
            TestEvaluation evaluation =
                    TestEvaluation.of(confusion, loss, classes).withProbabilities(share, calibration);
            return dataSha256.map(evaluation::onImages).orElse(evaluation);
        }

        /** Speed of the evaluation. */
        double imagesPerSecond() {
            return confusion.examples() / Math.max(seconds, 1e-9);
        }
    }

    /**
     * Evaluates every image once.
     *
     * @param net the network
     * @param images an iterator in table order at its start
     * @param progress is told how many images are done
     */
    static Result evaluate(ComputationGraph net, Batches images, IntConsumer progress) {
        return evaluate(
                x -> YesOrNo.probabilities(net.output(false, x)[0]),
                images,
                IntStream.range(0, images.classes()).toArray(),
                images.classes(),
                progress);
    }

    /**
     * Evaluates every image once, with a network whose classes are others than the images'.
     *
     * @param probabilities one number for each of the network's classes, for the features of a batch
     * @param images an iterator in table order at its start
     * @param outputs the network's class for each class of the images
     * @param classes how many classes the network has
     * @param progress is told how many images are done
     */
    static Result evaluate(
            Function<INDArray, float[][]> probabilities,
            Batches images,
            int[] outputs,
            int classes,
            IntConsumer progress) {
        long begun = System.nanoTime();
        Tally tally = new Tally(images.imagesPerEpoch(), classes);
        while (images.hasNext()) {
            DataSet batch = images.next();
            float[][] out = probabilities.apply(batch.getFeatures());
            int[] labels = classes(batch.getLabels());
            for (int i = 0; i < out.length; i++) {
                tally.add(outputs[labels[i]], out[i]);
            }
            progress.accept(tally.done);
        }
        return tally.result((System.nanoTime() - begun) / 1e9);
    }

    /**
     * Evaluates every image in several views and averages the probabilities.
     *
     * @param net the network
     * @param views iterators in table order at their start, over the same images
     * @param progress is told how many images, each counted once per view, are done
     */
    static Result average(ComputationGraph net, List<Batches> views, IntConsumer progress) {
        long begun = System.nanoTime();
        int count = views.get(0).imagesPerEpoch();
        int outcomes = views.get(0).classes();
        float[][] sums = new float[count][outcomes];
        int[] labels = new int[count];
        int done = 0;
        for (Batches images : views) {
            int at = 0;
            while (images.hasNext()) {
                DataSet batch = images.next();
                float[][] out = YesOrNo.probabilities(net.output(false, batch.getFeatures())[0]);
                int[] batchLabels = classes(batch.getLabels());
                for (int i = 0; i < out.length; i++, at++) {
                    labels[at] = batchLabels[i];
                    for (int c = 0; c < outcomes; c++) {
                        sums[at][c] += out[i][c] / views.size();
                    }
                }
                done += out.length;
                progress.accept(done);
            }
        }
        Tally tally = new Tally(count, outcomes);
        for (int i = 0; i < count; i++) {
            tally.add(labels[i], sums[i]);
        }
        return tally.result((System.nanoTime() - begun) / 1e9);
    }

    /** Counts what comes out, image by image. */
    private static final class Tally {
        private final ConfusionMatrix confusion;
        private final Calibration.Tally calibration = new Calibration.Tally();
        private final Answers answers;
        private final float[] margins;
        private double loss;
        private long top;
        private int done;

        Tally(int count, int classes) {
            confusion = new ConfusionMatrix(classes);
            answers = new Answers(new int[count], new int[count], new float[count], new float[count]);
            margins = new float[count];
        }

        void add(int label, float[] out) {
            int best = argMax(out);
            answers.labels()[done] = label;
            answers.predicted()[done] = best;
            answers.probability()[done] = out[best];
            answers.labelProbability()[done] = out[label];
            confusion.add(label, best);
            calibration.add(out[best], best == label);
            int before = 0;
            float second = 0;
            for (int c = 0; c < out.length; c++) {
                second = c == best ? second : Math.max(second, out[c]);
                // A class of the same probability counts as before: a constant answer must not look good.
                before += c != label && !(out[c] < out[label]) ? 1 : 0;
            }
            margins[done] = out[best] - second;
            top += best == label || before < TOP ? 1 : 0;
            loss -= Math.log(Math.max(LEAST_PROBABILITY, out[label]));
            done++;
        }

        Result result(double seconds) {
            return new Result(confusion, loss / done, answers, top, calibration.result(), margins, seconds);
        }
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
