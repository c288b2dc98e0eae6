package org.bestiary.experiments.search.prune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.bestiary.experiments.search.method.Observation;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.reports.study.TrialStatus;
import org.junit.jupiter.api.Test;

class PrunersTest {
    private static final int EPOCHS = 9;

    private static Observation trial(int number, Double... losses) {
        return new Observation(
                number, new Assignment(Map.of()), TrialStatus.RUNNING, List.of(losses), OptionalDouble.empty());
    }

    /** Runs trials one after the other; the loss of each is constant. Returns the epochs that each got. */
    private static List<Integer> run(Pruner pruner, double... losses) {
        List<Observation> done = new ArrayList<>();
        for (int n = 0; n < losses.length; n++) {
            List<Double> curve = new ArrayList<>();
            Observation now;
            do {
                curve.add(losses[n]);
                now = trial(n, curve.toArray(Double[]::new));
            } while (curve.size() < EPOCHS && !pruner.stops(now, done));
            done.add(now);
        }
        return done.stream().map(Observation::epochs).toList();
    }

    @Test
    void theMedianStopsTheWorseHalfAfterTheStart() {
        MedianPruner median = new MedianPruner(2, 3);
        assertThat(run(median, 5, 4, 3, 3.5, 4.5, 1)).containsExactly(9, 9, 9, 9, 2, 9);
    }

    @Test
    void theMedianComparesTheBestSoFar() {
        MedianPruner median = new MedianPruner(1, 2);
        List<Observation> others = List.of(trial(0, 3.0, 3.0), trial(1, 2.0, 2.0));
        assertThat(median.stops(trial(2, 2.4, 9.0), others)).isFalse();
        assertThat(median.stops(trial(2, 2.6, 9.0), others)).isTrue();
        assertThat(median.stops(trial(2, Double.NaN, Double.NaN), others)).isTrue();
    }

    /**
     * Works as a single worker does: promotions before new trials, until there is nothing left to do. The loss of each trial is
     * constant. Returns the trials as they stand in the end.
     */
    private static List<Observation> search(Pruner pruner, double... losses) {
        List<Observation> trials = new ArrayList<>();
        while (true) {
            OptionalInt next = pruner.promotes(trials);
            if (next.isEmpty() && trials.size() == losses.length) {
                return trials;
            }
            int number = next.orElse(trials.size());
            int epochs = next.isPresent() ? trials.get(number).epochs() : 0;
            List<Observation> others = new ArrayList<>(trials);
            if (next.isPresent()) {
                others.remove(number);
            }
            boolean stopped;
            do {
                epochs++;
                stopped = epochs < EPOCHS && pruner.stops(at(number, losses[number], epochs, false), others);
            } while (epochs < EPOCHS && !stopped);
            Observation ended = at(number, losses[number], epochs, !stopped);
            if (next.isPresent()) {
                trials.set(number, ended);
            } else {
                trials.add(ended);
            }
        }
    }

    private static Observation at(int number, double loss, int epochs, boolean completed) {
        return new Observation(
                number,
                new Assignment(Map.of()),
                completed ? TrialStatus.COMPLETED : TrialStatus.PRUNED,
                Collections.nCopies(epochs, loss),
                OptionalDouble.of(loss));
    }

    private static List<Integer> epochs(List<Observation> trials) {
        return trials.stream().map(Observation::epochs).toList();
    }

    @Test
    void halvingStopsAtRungsOnly() {
        SuccessiveHalving asha = new SuccessiveHalving(1, 3);
        List<Observation> others = List.of(trial(0, 1.0, 1.0, 1.0), trial(1, 3.0, 3.0, 3.0));
        assertThat(asha.stops(trial(2, 2.0), others)).isTrue();
        assertThat(asha.stops(trial(2, 2.0, 2.0), others)).isFalse();
        assertThat(asha.stops(trial(2, 2.0, 2.0, 2.0), others)).isTrue();
        assertThat(asha.stops(trial(2, 0.5, 0.5, 0.5), others)).isFalse();
        assertThat(asha.stops(trial(2, 0.5), List.of()))
                .as("nothing to compare it with")
                .isTrue();
    }

    @Test
    void halvingLetsTheBestThirdOfEveryRungGoOn() {
        SuccessiveHalving asha = new SuccessiveHalving(1, 3);
        // After three trials the best of them goes on; the third of those that have, to the end.
        assertThat(epochs(search(asha, 5, 6, 4, 7, 8, 9, 3, 2, 1))).containsExactly(3, 1, 3, 1, 1, 1, 9, 9, 9);
        double[] losses = IntStream.range(0, 81).mapToDouble(i -> (i * 37) % 81).toArray();
        List<Integer> epochs = epochs(search(asha, losses));
        for (int i = 0; i < 81; i++) {
            if (losses[i] < 9) {
                assertThat(epochs.get(i)).as("one of the best nine").isEqualTo(EPOCHS);
            } else if (losses[i] < 27) {
                assertThat(epochs.get(i)).as("one of the best 27").isGreaterThanOrEqualTo(3);
            }
        }
        assertThat(epochs.stream().mapToInt(Integer::intValue).sum()).isLessThan(81 * EPOCHS / 3);
    }

    @Test
    void halvingKnowsTheMostPromisingTrial() {
        SuccessiveHalving asha = new SuccessiveHalving(1, 3);
        assertThat(asha.mostPromising(List.of())).isEmpty();
        List<Observation> trials = new ArrayList<>(List.of(at(0, 5, 1, false), at(1, 4, 1, false)));
        assertThat(asha.mostPromising(trials)).hasValue(1);
        trials.add(at(2, 6, 3, false));
        assertThat(asha.mostPromising(trials)).as("it got further").hasValue(2);
        trials.set(2, at(2, 6, EPOCHS, true));
        assertThat(asha.mostPromising(trials)).as("that one is at its end").hasValue(1);
        assertThat(new Hyperband(1, 9, 3).mostPromising(trials)).hasValue(1);
        assertThat(new MedianPruner(1, 1).mostPromising(trials)).isEmpty();
    }

    @Test
    void equalTrialsDoNotAllPass() {
        double[] losses = new double[30];
        assertThat(epochs(search(new SuccessiveHalving(1, 3), losses)).stream().filter(e -> e == EPOCHS))
                .as("a third of a third")
                .hasSize(3);
    }

    @Test
    void halvingPromotesNothingThatCameToNothing() {
        SuccessiveHalving asha = new SuccessiveHalving(1, 3);
        Observation diverged = new Observation(
                0,
                new Assignment(Map.of()),
                TrialStatus.PRUNED,
                List.of(0.1),
                OptionalDouble.of(Double.POSITIVE_INFINITY));
        List<Observation> trials = List.of(diverged, at(1, 2, 1, false), at(2, 3, 1, false));
        assertThat(asha.promotes(trials)).isEmpty();
        assertThat(asha.mostPromising(trials)).hasValue(1);
        assertThat(asha.mostPromising(List.of(diverged))).isEmpty();
    }

    @Test
    void hyperbandHasBracketsThatStopLaterAndOneThatStopsNone() {
        Hyperband hyperband = new Hyperband(1, 9, 3);
        // s = 2: 9 trials, s = 1: ceil(3/2 * 3) = 5, s = 0: 3; they take turns.
        List<Integer> brackets =
                IntStream.range(0, 17).map(hyperband::bracket).boxed().toList();
        assertThat(brackets.stream().filter(b -> b == 0)).hasSize(9);
        assertThat(brackets.stream().filter(b -> b == 1)).hasSize(5);
        assertThat(brackets.stream().filter(b -> b == 2)).hasSize(3);
        double[] worse = IntStream.range(0, 34).mapToDouble(i -> i).toArray();
        List<Integer> epochs = epochs(search(hyperband, worse));
        for (int b = 0; b < 3; b++) {
            int bracket = b;
            List<Integer> ofBracket = IntStream.range(0, 34)
                    .filter(i -> hyperband.bracket(i) == bracket)
                    .mapToObj(epochs::get)
                    .toList();
            // 18, 10 and 6 trials, ever worse ones: the first third of each rung goes on.
            List<Integer> expected = new ArrayList<>();
            for (int i = 0; i < ofBracket.size(); i++) {
                expected.add(
                        switch (b) {
                            case 0 -> i < 2 ? 9 : i < 6 ? 3 : 1;
                            case 1 -> i < 3 ? 9 : 3;
                            default -> 9;
                        });
            }
            assertThat(ofBracket).isEqualTo(expected);
        }
    }
}
