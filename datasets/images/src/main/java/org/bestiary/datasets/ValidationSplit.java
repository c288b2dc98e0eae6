package org.bestiary.datasets;

import java.util.Arrays;
import java.util.List;

/**
 * Which images are kept for validation: those that a data set brings for it, or a share of the training images, chosen at
 * random within each class.
 *
 * @param share of the training images, in {@code [0, 1)}; 0 means no validation images, whatever the data set brings
 * @param seed of the choice
 * @param own whether the data set's own validation images are used where it has some, and the share only where it has none
 */
public record ValidationSplit(double share, long seed, boolean own) implements Holdout {
    /** No validation images. */
    public static final ValidationSplit NONE = new ValidationSplit(0, 0);

    /**
     * A share for data sets without validation images of their own.
     *
     * @param share of the training images, in {@code [0, 1)}; 0 means no validation images
     * @param seed of the choice
     */
    public ValidationSplit(double share, long seed) {
        this(share, seed, true);
    }

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
    public record Cut(int[] train, int[] validation) {
        /** The two parts, where {@code total} images are held out. */
        static Cut of(boolean[] held, int total) {
            int[] train = new int[held.length - total];
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
    }

    /**
     * Divides a table. Exactly {@code round(share * count)} images go to validation; classes are represented as evenly
     * as whole images allow (largest remainders first, lower labels first among equals), and each keeps an image to learn
     * from as long as the share allows.
     *
     * @param table the published training images
     * @return the indices of both parts
     * @throws DataException if nothing would be left to train on
     */
    @Override
    public Cut cut(ImageTable table) {
        int total = (int) Math.round(share * table.count());
        if (total >= table.count()) {
            throw new DataException("A validation share of " + share + " of " + table.count()
                    + " images leaves nothing to train on; use a smaller share.");
        }
        return choose(table, Quotas.leavingEachClass(table.classCounts(), total));
    }

    /**
     * The share by itself, for whoever wants less of a table: {@code round(share * count)} images, classes as evenly as
     * whole images allow, and each with an image at least as long as the share allows.
     *
     * @param table any images
     * @return their indices, ascending
     */
    public int[] sample(ImageTable table) {
        int total = (int) Math.round(share * table.count());
        return choose(table, Quotas.ofEachClass(table.classCounts(), total)).validation();
    }

    private Cut choose(ImageTable table, int[] quota) {
        List<int[]> byClass = table.imagesByClass();
        boolean[] held = new boolean[table.count()];
        RandomStream stream = RandomStream.of(seed).split("validation");
        for (int label = 0; label < quota.length; label++) {
            int[] members = byClass.get(label);
            int[] order = stream.split(label).permutation(members.length);
            for (int i = 0; i < quota[label]; i++) {
                held[members[order[i]]] = true;
            }
        }
        return Cut.of(held, Arrays.stream(quota).sum());
    }

    @Override
    public List<String> remarks(ImageTable table, List<String> classes) {
        return List.of();
    }
}
