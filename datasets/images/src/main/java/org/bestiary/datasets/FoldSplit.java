package org.bestiary.datasets;

import java.util.ArrayList;
import java.util.List;

/**
 * One of several folds of the training images, for cross-validation: the fold is validated with, the others are learnt from.
 * The folds of one seed have every image once. They differ by one image at most, in all and within each class.
 *
 * @param fold which one, from 1
 * @param folds how many there are, at least 2
 * @param seed of the division
 */
public record FoldSplit(int fold, int folds, long seed) implements Holdout {
    /** Checks that there is such a fold. */
    public FoldSplit {
        if (folds < 2) {
            throw new DataException("There must be at least 2 folds, got " + folds + "; 5 and 10 are usual.");
        }
        if (fold < 1 || fold > folds) {
            throw new DataException("A fold must be from 1 to " + folds + ", got " + fold + ".");
        }
    }

    @Override
    public ValidationSplit.Cut cut(ImageTable table) {
        int count = table.count();
        if (count < folds) {
            throw new DataException(
                    folds + " folds need at least as many training images, got " + count + "; use fewer folds.");
        }
        List<int[]> byClass = table.imagesByClass();
        RandomStream stream = RandomStream.of(seed).split("folds");
        boolean[] held = new boolean[count];
        int dealt = 0;
        int total = 0;
        // The images are dealt out like cards, class after class; the next class goes on where the last one ended.
        for (int label = 0; label < byClass.size(); label++) {
            int[] members = byClass.get(label);
            for (int member : stream.split(label).permutation(members.length)) {
                if (dealt++ % folds == fold - 1) {
                    held[members[member]] = true;
                    total++;
                }
            }
        }
        return ValidationSplit.Cut.of(held, total);
    }

    @Override
    public List<String> remarks(ImageTable table, List<String> classes) {
        int[] counts = table.classCounts();
        List<String> remarks = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] > 0 && counts[label] < folds) {
                remarks.add("class '" + classes.get(label) + "' has " + counts[label]
                        + " training images, fewer than the " + folds + " folds: some folds validate without it");
            }
        }
        return List.copyOf(remarks);
    }
}
