package org.bestiary.experiments.search.prune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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

    @Test
    void halvingStopsAtRungsOnly() {
        SuccessiveHalving asha = new SuccessiveHalving(1, 3);
        // The first passes as the only one; a worse one stops at the first rung; ever better ones pass.
        assertThat(run(asha, 5, 6, 4, 3, 7, 2)).containsExactly(9, 1, 9, 9, 1, 9);
        List<Observation> others = List.of(trial(0, 1.0, 1.0, 1.0), trial(1, 1.0, 1.0, 1.0));
        assertThat(asha.stops(trial(2, 2.0), others)).isTrue();
        assertThat(asha.stops(trial(2, 2.0, 2.0), others)).isFalse();
        assertThat(asha.stops(trial(2, 2.0, 2.0, 2.0), others)).isTrue();
    }

    @Test
    void halvingSavesMostOfTheEpochs() {
        double[] losses = IntStream.range(0, 81).mapToDouble(i -> (i * 37) % 81).toArray();
        int epochs = run(new SuccessiveHalving(1, 3), losses).stream()
                .mapToInt(Integer::intValue)
                .sum();
        assertThat(epochs).isLessThan(81 * EPOCHS / 3);
        // The best one is never stopped.
        int best =
                IntStream.range(0, 81).filter(i -> losses[i] == 0).findFirst().orElseThrow();
        assertThat(run(new SuccessiveHalving(1, 3), losses).get(best)).isEqualTo(EPOCHS);
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
        List<Integer> epochs = run(hyperband, worse);
        for (int i = 0; i < 34; i++) {
            int bracket = hyperband.bracket(i);
            boolean firstOfItsBracket = IntStream.range(0, i).noneMatch(j -> hyperband.bracket(j) == bracket);
            assertThat(epochs.get(i)).isEqualTo(firstOfItsBracket || bracket == 2 ? 9 : bracket == 1 ? 3 : 1);
        }
    }
}
