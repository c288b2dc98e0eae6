package org.bestiary.experiments.search.prune;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.bestiary.experiments.search.method.Observation;

/**
 * Hyperband (L. Li et al., JMLR 18, 2018): several brackets of successive halving side by side, from one that stops most
 * trials after {@code minEpochs} to one that stops none, for when it is not known how early a good trial can be told.
 *
 * <p>A trial's bracket is a function of its number: the brackets take turns, in proportion to the trials that each has in the
 * paper.
 */
public final class Hyperband implements Pruner {
    private final List<SuccessiveHalving> brackets = new ArrayList<>();
    private final List<Integer> turns = new ArrayList<>();

    /**
     * @param minEpochs epochs of the first rung of the first bracket
     * @param maxEpochs epochs of a whole trial
     * @param reduction one trial of so many goes on
     */
    public Hyperband(int minEpochs, int maxEpochs, int reduction) {
        List<Long> rungs = new ArrayList<>();
        for (long rung = minEpochs; rung <= maxEpochs; rung *= reduction) {
            rungs.add(rung);
        }
        int most = rungs.size() - 1;
        int[] trials = new int[Math.max(1, rungs.size())];
        for (int b = 0; b < rungs.size(); b++) {
            brackets.add(new SuccessiveHalving(Math.toIntExact(rungs.get(b)), reduction));
            // n = (s_max + 1) / (s + 1) * reduction^s, with s halvings left in bracket b.
            trials[b] = (int) Math.ceil((most + 1.0) / (most - b + 1) * Math.pow(reduction, most - b));
        }
        for (int left = max(trials); left > 0; left = max(trials)) {
            for (int b = 0; b < brackets.size(); b++) {
                if (trials[b] == left) {
                    turns.add(b);
                    trials[b]--;
                }
            }
        }
    }

    private static int max(int... values) {
        int max = 0;
        for (int v : values) {
            max = Math.max(max, v);
        }
        return max;
    }

    /** The bracket of a trial, from 0, the one that stops earliest. */
    int bracket(int number) {
        return turns.isEmpty() ? 0 : turns.get(number % turns.size());
    }

    @Override
    public boolean stops(Observation trial, List<Observation> others) {
        if (brackets.isEmpty()) {
            return false;
        }
        int bracket = bracket(trial.number());
        return brackets.get(bracket)
                .stops(
                        trial,
                        others.stream()
                                .filter(o -> bracket(o.number()) == bracket)
                                .toList());
    }

    @Override
    public boolean mayPromote() {
        return true;
    }

    @Override
    public OptionalInt promotes(List<Observation> trials) {
        for (int b = brackets.size() - 1; b >= 0; b--) {
            int bracket = b;
            OptionalInt promoted = brackets.get(b)
                    .promotes(trials.stream()
                            .filter(o -> bracket(o.number()) == bracket)
                            .toList());
            if (promoted.isPresent()) {
                return promoted;
            }
        }
        return OptionalInt.empty();
    }

    /** The first bracket has the rungs of all. */
    @Override
    public OptionalInt mostPromising(List<Observation> trials) {
        return brackets.isEmpty() ? OptionalInt.empty() : brackets.get(0).mostPromising(trials);
    }
}
