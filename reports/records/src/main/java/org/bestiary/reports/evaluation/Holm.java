package org.bestiary.reports.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Correction of p-values for having looked at many pairs (S. Holm, "A simple sequentially rejective multiple test
 * procedure", 1979): uniformly sharper than Bonferroni's and as free of assumptions.
 */
public final class Holm {
    private Holm() {}

    /** The corrected p-values, in the order given. */
    public static List<Double> correct(List<Double> p) {
        List<Integer> order = IntStream.range(0, p.size())
                .boxed()
                .sorted(Comparator.comparing(p::get))
                .toList();
        Double[] corrected = new Double[p.size()];
        double least = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            int at = order.get(rank);
            least = Math.max(least, Math.min(1, (p.size() - rank) * p.get(at)));
            corrected[at] = least;
        }
        return new ArrayList<>(List.of(corrected));
    }
}
