package org.bestiary.reports.run;

import java.util.List;
import java.util.Optional;

/**
 * How often an experiment was repeated: with other seeds, and with other folds of the training images held out.
 *
 * @param runs how many runs there are
 * @param seeds different seeds among them
 * @param folds different folds among them; 0 if they are none of a cross-validation
 * @param ofFolds how many folds there are in all; 0 likewise
 */
public record Repeats(int runs, int seeds, int folds, int ofFolds) {
    /** The repetitions that these runs are. */
    public static Repeats of(List<RunRecord> runs) {
        List<Fold> folds =
                runs.stream().flatMap(run -> run.fold().stream()).distinct().toList();
        return new Repeats(
                runs.size(),
                (int) runs.stream().mapToLong(RunRecord::seed).distinct().count(),
                folds.size(),
                folds.stream().mapToInt(Fold::of).max().orElse(0));
    }

    /** Whether the runs are those of a cross-validation. */
    public boolean folded() {
        return folds > 0;
    }

    /** In words, as {@code 3 seeds}, {@code 5 folds}, {@code 2 of 5 folds} or {@code 10 runs (5 folds, 2 seeds)}. */
    public String text() {
        if (!folded()) {
            return counted(runs, "seed");
        }
        String parts = folds == ofFolds ? counted(folds, "fold") : folds + " of " + ofFolds + " folds";
        return seeds == 1 && runs == folds
                ? parts
                : counted(runs, "run") + " (" + parts + ", " + counted(seeds, "seed") + ")";
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** What tells a run from the others of its experiment, as {@code seed 1} or {@code fold 2, seed 1}. */
    public static String name(RunRecord run) {
        Optional<Fold> fold = run.fold();
        return fold.map(f -> "fold " + f.number() + ", ").orElse("") + "seed " + run.seed();
    }
}
