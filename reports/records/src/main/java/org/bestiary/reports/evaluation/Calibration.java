package org.bestiary.reports.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a network's probabilities can be believed: images are put into {@value #BINS} bins of equal width by the
 * probability of the predicted class, and in each bin the mean probability (confidence) is held against the share that was
 * right (Guo, Pleiss, Sun, Weinberger, "On calibration of modern neural networks", 2017, arxiv.org/abs/1706.04599).
 *
 * @param expectedError mean of |accuracy - confidence| over the bins, weighted by their counts, in percent
 * @param bins from low to high probability; empty ones are there too
 */
public record Calibration(double expectedError, List<Bin> bins) {
    /** Bins in the paper and here. */
    public static final int BINS = 15;

    /**
     * One bin.
     *
     * @param from lower end of the probability, in percent
     * @param to upper end, in percent, which belongs to the bin
     * @param examples images in the bin
     * @param confidence their mean probability in percent; 0 if there are none
     * @param accuracy the percentage of them that was right; 0 if there are none
     */
    public record Bin(double from, double to, long examples, double confidence, double accuracy) {
        public Bin {
            if (!(from >= 0 && to > from && to <= 100.0001)
                    || examples < 0
                    || !within(confidence)
                    || !within(accuracy)) {
                throw new IllegalArgumentException(
                        "a bin must have 0 <= from < to <= 100, examples >= 0 and percentages,"
                                + " got from=" + from + ", to=" + to + ", examples=" + examples + ", confidence="
                                + confidence
                                + ", accuracy=" + accuracy + "; evaluate again");
            }
        }
    }

    public Calibration {
        if (!within(expectedError)) {
            throw new IllegalArgumentException(
                    "expectedError must be within 0 to 100 percent, got " + expectedError + "; evaluate again");
        }
        bins = List.copyOf(bins);
    }

    private static boolean within(double percent) {
        // The sum of many 32-bit probabilities may end a hair above 1.
        return percent >= 0 && percent <= 100.001;
    }

    /** Collects images one by one. */
    public static final class Tally {
        private final long[] examples = new long[BINS];
        private final long[] right = new long[BINS];
        private final double[] probability = new double[BINS];

        /**
         * Counts one image; one whose probability is no number is left out.
         *
         * @param predicted probability of the predicted class, 0 to 1
         * @param correct whether that class is the true one
         */
        public void add(double predicted, boolean correct) {
            if (Double.isNaN(predicted)) {
                return;
            }
            int bin = Math.min(BINS - 1, Math.max(0, (int) Math.ceil(predicted * BINS) - 1));
            examples[bin]++;
            right[bin] += correct ? 1 : 0;
            probability[bin] += Math.min(1, predicted);
        }

        /** What was counted so far. */
        public Calibration result() {
            List<Bin> bins = new ArrayList<>();
            long all = 0;
            double error = 0;
            for (int i = 0; i < BINS; i++) {
                long n = Math.max(1, examples[i]);
                bins.add(new Bin(
                        100.0 * i / BINS,
                        100.0 * (i + 1) / BINS,
                        examples[i],
                        100 * probability[i] / n,
                        100.0 * right[i] / n));
                all += examples[i];
                error += Math.abs(right[i] - probability[i]);
            }
            return new Calibration(all == 0 ? 0 : 100 * error / all, bins);
        }
    }
}
