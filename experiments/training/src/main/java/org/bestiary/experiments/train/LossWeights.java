package org.bestiary.experiments.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bestiary.experiments.config.ClassWeights;
import org.bestiary.experiments.config.Names;
import org.bestiary.experiments.config.SpecException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Weights of the classes in the loss of training: the share of class c in a label counts {@code w[c]} times, so that the loss
 * of an image is {@code -sum over c of w[c] y[c] log p[c]}, also where labels are smoothed or mixed. The loss of a batch is
 * the sum over its images by their number, whatever their weights: an image counts the same in every batch.
 *
 * <p>DL4J's losses take it that the labels of an image add up to 1, and their gradient is wrong where they do not. So labels
 * are weighed and brought back to a sum of 1, and the sum that they had becomes the weight of the image, which DL4J calls a
 * mask and which multiplies its loss and its gradient.
 */
final class LossWeights {
    private static final int MOST_TOLD = 12;

    private final float[] weights;

    private LossWeights(float[] weights) {
        this.weights = weights;
    }

    /**
     * Labels as a network learns them, and how much each image counts.
     *
     * @param labels shape [N, classes], rows that add up to 1
     * @param images shape [N, 1]
     */
    record Weighed(INDArray labels, INDArray images) {}

    /**
     * The weights of a rule.
     *
     * @param rule which weights
     * @param classes names of the classes
     * @param counts training images of each
     * @throws SpecException if it names a class that there is not
     */
    static LossWeights of(ClassWeights rule, List<String> classes, int... counts) {
        return new LossWeights(rule.balanced() ? balanced(counts) : given(rule, classes));
    }

    /** All images by the number of classes that have any, times the images of the class; 0 for a class without. */
    private static float[] balanced(int... counts) {
        double all = Arrays.stream(counts).sum();
        long present = Arrays.stream(counts).filter(n -> n > 0).count();
        float[] weights = new float[counts.length];
        for (int c = 0; c < counts.length; c++) {
            weights[c] = counts[c] == 0 ? 0 : (float) (all / (present * counts[c]));
        }
        return weights;
    }

    /**
     * The weights that a rule names, 1 for the other classes.
     *
     * @throws SpecException if it names a class that there is not, or one twice
     */
    static float[] given(ClassWeights rule, List<String> classes) {
        float[] weights = new float[classes.size()];
        Arrays.fill(weights, 1);
        boolean[] named = new boolean[classes.size()];
        for (Map.Entry<String, Double> e : rule.given().entrySet()) {
            int label = label(e.getKey(), classes);
            if (named[label]) {
                throw new SpecException("training.classWeights must name a class once, but got '" + classes.get(label)
                        + "' by name and by number; leave one out");
            }
            named[label] = true;
            weights[label] = e.getValue().floatValue();
        }
        return weights;
    }

    private static int label(String name, List<String> classes) {
        int label = classes.indexOf(name);
        if (label >= 0) {
            return label;
        }
        int number = name.matches("\\d{1,9}") ? Integer.parseInt(name) : classes.size();
        if (number >= classes.size()) {
            throw new SpecException("training.classWeights must name classes of the data set, but got '" + name + "'"
                    + Names.hint(name, classes));
        }
        return number;
    }

    /** The labels of a batch, shape [N, classes], weighed. */
    Weighed weigh(INDArray labels) {
        int rows = (int) labels.size(0);
        float[] values = labels.dup('c').data().asFloat();
        float[] images = new float[rows];
        for (int row = 0; row < rows; row++) {
            int from = row * weights.length;
            double sum = 0;
            for (int c = 0; c < weights.length; c++) {
                values[from + c] *= weights[c];
                sum += values[from + c];
            }
            images[row] = (float) sum;
            for (int c = 0; c < weights.length && sum > 0; c++) {
                values[from + c] /= (float) sum;
            }
        }
        return new Weighed(
                Nd4j.create(values, new long[] {rows, weights.length}, 'c'),
                Nd4j.create(images, new long[] {rows, 1}, 'c'));
    }

    /** In words: every class with its weight, or the smallest and the largest of many. */
    String text(List<String> classes) {
        if (weights.length <= MOST_TOLD) {
            return IntStream.range(0, weights.length)
                    .mapToObj(c -> classes.get(c) + ": " + number(weights[c]))
                    .collect(Collectors.joining(", "));
        }
        int[] order = IntStream.range(0, weights.length)
                .boxed()
                .sorted((a, b) -> Float.compare(weights[a], weights[b]))
                .mapToInt(c -> c)
                .toArray();
        int least = order[0];
        int most = order[order.length - 1];
        return "from " + number(weights[least]) + " (" + classes.get(least) + ") to " + number(weights[most]) + " ("
                + classes.get(most) + ")";
    }

    private static String number(float weight) {
        return String.format(Locale.ROOT, "%.3g", weight);
    }
}
