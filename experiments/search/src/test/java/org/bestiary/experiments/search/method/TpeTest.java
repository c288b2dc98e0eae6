package org.bestiary.experiments.search.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.bestiary.experiments.search.arbiter.RandomSearch;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.reports.study.TrialStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TpeTest {
    private static final int SEEDS = 20;
    private static final int TRIALS = 60;

    static Stream<AnalyticFunctions> functions() {
        return Stream.of(AnalyticFunctions.branin(), AnalyticFunctions.hartmann6(), AnalyticFunctions.noisyMixed());
    }

    /** Regret of 20 searches each, compared by the two-sided Mann-Whitney test. */
    @ParameterizedTest
    @MethodSource("functions")
    void tpeComesNearerThanRandomSearchWithTheSameBudget(AnalyticFunctions f) {
        double[] tpe = new double[SEEDS];
        double[] random = new double[SEEDS];
        for (int seed = 0; seed < SEEDS; seed++) {
            tpe[seed] = f.regret(new Tpe(f.space(), seed), TRIALS, seed);
            random[seed] = f.regret(new RandomSearch(f.space(), seed), TRIALS, seed);
        }
        double p = new MannWhitneyUTest().mannWhitneyUTest(tpe, random);
        String figures = String.format(
                "%s, %d trials, %d seeds: regret with TPE median %.3f, mean %.3f; with random search median %.3f,"
                        + " mean %.3f; p = %.1e",
                f.name(), TRIALS, SEEDS, median(tpe), mean(tpe), median(random), mean(random), p);
        System.out.println(figures);
        assertThat(median(tpe)).as(figures).isLessThan(median(random));
        assertThat(p).as(figures).isLessThan(0.05);
    }

    private static double mean(double... values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    }

    @Test
    void aSuggestionIsAFunctionOfSeedAndHistory() {
        AnalyticFunctions f = AnalyticFunctions.noisyMixed();
        List<Observation> history = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            Assignment point = new Tpe(f.space(), 7).suggest(i, history).orElseThrow();
            assertThat(new Tpe(f.space(), 7).suggest(i, history)).contains(point);
            history.add(Observation.completed(i, point, f.truth().apply(f, point)));
        }
        assertThat(new Tpe(f.space(), 8).suggest(25, history)).isNotEqualTo(new Tpe(f.space(), 7).suggest(25, history));
    }

    @Test
    void failedPrunedAndRunningTrialsDoNotBreakIt() {
        AnalyticFunctions f = AnalyticFunctions.noisyMixed();
        List<Observation> history = new ArrayList<>();
        TrialStatus[] statuses = {TrialStatus.FAILED, TrialStatus.PRUNED, TrialStatus.RUNNING, TrialStatus.COMPLETED};
        for (int i = 0; i < 60; i++) {
            Assignment point = new Tpe(f.space(), 1).suggest(i, history).orElseThrow();
            Observation whole = Observation.completed(i, point, f.truth().apply(f, point));
            TrialStatus status = statuses[i % 4];
            history.add(new Observation(
                    i,
                    point,
                    status,
                    whole.losses(),
                    status == TrialStatus.COMPLETED || status == TrialStatus.PRUNED
                            ? whole.loss()
                            : OptionalDouble.empty()));
        }
        assertThat(history).hasSize(60);
    }

    /** What the good points have in common is what is drawn: a density that ignored values would fail here. */
    @Test
    void drawsGatherWhereTheGoodPointsAre() {
        AnalyticFunctions f = AnalyticFunctions.branin();
        List<Observation> history = new ArrayList<>();
        RandomSearch random = new RandomSearch(f.space(), 3);
        for (int i = 0; i < 100; i++) {
            Assignment point = random.suggest(i, history).orElseThrow();
            double x = AnalyticFunctions.number(point, "x");
            history.add(Observation.completed(i, point, Math.abs(x - 8)));
        }
        double mean = IntStream.range(0, 50)
                .mapToDouble(s -> AnalyticFunctions.number(
                        new Tpe(f.space(), s).suggest(100, history).orElseThrow(), "x"))
                .map(x -> Math.abs(x - 8))
                .average()
                .orElseThrow();
        assertThat(mean).isLessThan(1.5);
    }
}
