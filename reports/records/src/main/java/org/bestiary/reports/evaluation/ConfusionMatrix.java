package org.bestiary.reports.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Counts of (true class, predicted class) pairs, filled one example at a time. Rows are the true class, columns the
 * predicted one. Not safe for use by several threads at once; give each its own and {@link #add(ConfusionMatrix) add} them.
 */
public final class ConfusionMatrix {
    private final int[][] counts;

    /**
     * An empty matrix.
     *
     * @param classes number of classes, at least 1
     * @throws IllegalArgumentException if {@code classes} is less than 1
     */
    public ConfusionMatrix(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException(
                    "classes must be at least 1, got " + classes + "; give the number of classes of the data set");
        }
        counts = new int[classes][classes];
    }

    /**
     * A matrix with the given counts, rows being the true class.
     *
     * @throws IllegalArgumentException unless the rows form a square of counts of at least 0
     */
    public static ConfusionMatrix of(List<List<Integer>> rows) {
        ConfusionMatrix matrix = new ConfusionMatrix(rows.size());
        for (int label = 0; label < rows.size(); label++) {
            List<Integer> row = rows.get(label);
            if (row.size() != rows.size()) {
                throw new IllegalArgumentException("a confusion matrix must be square, got row " + label + " of "
                        + row.size() + " in a matrix of " + rows.size() + "; give one column per class");
            }
            for (int predicted = 0; predicted < row.size(); predicted++) {
                int count = row.get(predicted);
                if (count < 0) {
                    throw new IllegalArgumentException("a confusion count must be at least 0, got " + count + " at row "
                            + label + ", column " + predicted + "; count the examples again");
                }
                matrix.counts[label][predicted] = count;
            }
        }
        return matrix;
    }

    /**
     * Counts one example.
     *
     * @param label index of the true class
     * @param predicted index of the predicted class
     * @throws IndexOutOfBoundsException if either is not a class index
     */
    public void add(int label, int predicted) {
        counts[label][predicted]++;
    }

    /**
     * Adds the counts of another matrix to this one.
     *
     * @throws IllegalArgumentException if the matrices have different numbers of classes
     */
    public void add(ConfusionMatrix other) {
        if (other.classes() != classes()) {
            throw new IllegalArgumentException("matrices must have the same number of classes, got " + classes()
                    + " and " + other.classes() + "; add evaluations of one data set only");
        }
        for (int label = 0; label < counts.length; label++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                counts[label][predicted] += other.counts[label][predicted];
            }
        }
    }

    /** The number of classes. */
    public int classes() {
        return counts.length;
    }

    /** How many examples of class {@code label} were called {@code predicted}. */
    public int count(int label, int predicted) {
        return counts[label][predicted];
    }

    /** The number of examples counted. */
    public long examples() {
        return IntStream.range(0, classes()).mapToLong(this::support).sum();
    }

    /** The number of examples whose predicted class is the true one. */
    public long correct() {
        return IntStream.range(0, classes()).mapToLong(i -> counts[i][i]).sum();
    }

    /** The number of examples of class {@code label}. */
    public long support(int label) {
        return Arrays.stream(counts[label]).asLongStream().sum();
    }

    /** The number of examples called class {@code predicted}. */
    public long predictedAs(int predicted) {
        return Arrays.stream(counts).mapToLong(row -> row[predicted]).sum();
    }

    /** Top-1 accuracy in percent; empty if nothing was counted. */
    public OptionalDouble top1() {
        return percentage(correct(), examples());
    }

    /** Precision, recall and F1 of every class, in class order. */
    public List<ClassMetrics> perClass(List<String> classNames) {
        if (classNames.size() != classes()) {
            throw new IllegalArgumentException("every class must have a name, got " + classNames.size() + " names for "
                    + classes() + " classes; give as many names as classes");
        }
        List<ClassMetrics> metrics = new ArrayList<>();
        for (int i = 0; i < classes(); i++) {
            long support = support(i);
            long predicted = predictedAs(i);
            metrics.add(new ClassMetrics(
                    classNames.get(i),
                    percentage(counts[i][i], predicted),
                    percentage(counts[i][i], support),
                    // The harmonic mean written in counts, which needs no special case when both are zero.
                    percentage(2L * counts[i][i], support + predicted),
                    support));
        }
        return List.copyOf(metrics);
    }

    /** The counts as immutable rows, one per true class. */
    public List<List<Integer>> rows() {
        return Arrays.stream(counts)
                .map(row -> Arrays.stream(row).boxed().toList())
                .toList();
    }

    private static OptionalDouble percentage(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * part / whole);
    }
}
