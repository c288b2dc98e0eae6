package org.bestiary.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The share of the training images that is kept for validation, chosen at random within each class.
 *
 * @param share of the training images, in {@code [0, 1)}; 0 means no validation images
 * @param seed of the choice
 */
public record ValidationSplit(double share, long seed) {
    /** No validation images. */
    public static final ValidationSplit NONE = new ValidationSplit(0, 0);

    /** Checks the share. */
    public ValidationSplit {
        if (!(share >= 0 && share < 1)) {
            throw new DataException("The validation share must be at least 0 and under 1, got " + share
                    + "; 0.1 keeps a tenth of the training images.");
        }
    }

    /**
     * Indices of the two parts, each ascending; together every image once.
     *
     * @param train images to learn from
     * @param validation images held out
     */
    @SuppressWarnings("ArrayRecordComponent") // moved, not compared
    public record Cut(int[] train, int[] validation) {}

    /**
     * Divides a table. Exactly {@code round(share * count)} images go to validation; classes are represented as evenly
     * as whole images allow (largest remainders first, lower labels first among equals).
     *
     * @param table the published training images
     * @return the indices of both parts
     * @throws DataException if nothing would be left to train on
     */
    public Cut cut(ImageTable table) {
        int total = (int) Math.round(share * table.count());
        if (total >= table.count()) {
            throw new DataException("A validation share of " + share + " of " + table.count()
                    + " images leaves nothing to train on; use a smaller share.");
        }
        List<List<Integer>> byClass = new ArrayList<>();
        for (int label = 0; label < table.classes(); label++) {
            byClass.add(new ArrayList<>());
        }
        for (int i = 0; i < table.count(); i++) {
            byClass.get(table.label(i)).add(i);
        }
        int[] quota = quotas(byClass, total, table.count());
        boolean[] held = new boolean[table.count()];
        RandomStream stream = RandomStream.of(seed).split("validation");
        for (int label = 0; label < quota.length; label++) {
            List<Integer> members = byClass.get(label);
            int[] order = stream.split(label).permutation(members.size());
            for (int i = 0; i < quota[label]; i++) {
                held[members.get(order[i])] = true;
            }
        }
        int[] train = new int[table.count() - total];
        int[] validation = new int[total];
        for (int i = 0, t = 0, v = 0; i < held.length; i++) {
            if (held[i]) {
                validation[v++] = i;
            } else {
                train[t++] = i;
            }
        }
        return new Cut(train, validation);
    }

    private static int[] quotas(List<List<Integer>> byClass, int total, int count) {
        int[] quota = new int[byClass.size()];
        long[] remainder = new long[quota.length];
        for (int label = 0; label < quota.length; label++) {
            long exact = (long) total * byClass.get(label).size();
            quota[label] = (int) (exact / count);
            remainder[label] = exact % count;
        }
        Integer[] order = new Integer[quota.length];
        Arrays.setAll(order, label -> label);
        Arrays.sort(
                order,
                Comparator.comparingLong((Integer label) -> -remainder[label]).thenComparing(label -> label));
        int left = total - Arrays.stream(quota).sum();
        for (int i = 0; i < left; i++) {
            quota[order[i]]++;
        }
        return quota;
    }
}
