package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.TrainingSpec;
import org.bestiary.experiments.schedule.LearningRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Learning rates of a training of 10 epochs of 100 updates at a rate of 0.4, by hand. */
class SchedulesTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    private static TrainingSpec training(String schedule, String length) {
        return SpecReader.parse(
                        "{name: t, model: {id: lenet5}, data: {id: strokes}, training: {" + length
                                + ", batch: 10, optimizer: {type: sgd, learningRate: 0.4}, schedule: {" + schedule
                                + "}}}",
                        "t.yaml",
                        Map.of())
                .spec()
                .training();
    }

    private static LearningRate rate(String schedule) {
        TrainingSpec training = training(schedule, "epochs: 10");
        TrainingLength length = TrainingLength.of(training, 995); // the last batch has 5 images
        return training.schedule().over(0.4, length.steps(), length.stepsPerEpoch());
    }

    @Test
    void constantStays() {
        assertThat(rate("type: constant").at(0)).isEqualTo(0.4);
        assertThat(rate("type: constant").at(999)).isEqualTo(0.4);
    }

    @Test
    void stepMultipliesEverySoManyEpochsOrSteps() {
        LearningRate epochs = rate("type: step, every: 3, factor: 0.5");
        assertThat(epochs.at(299)).isEqualTo(0.4);
        assertThat(epochs.at(300)).isEqualTo(0.2);
        assertThat(epochs.at(900)).isEqualTo(0.05, CLOSE);
        LearningRate steps = rate("type: step, every: 3, factor: 0.5, unit: steps");
        assertThat(steps.at(2)).isEqualTo(0.4);
        assertThat(steps.at(3)).isEqualTo(0.2);
    }

    @Test
    void multiStepMultipliesAtMilestonesFromTheStartEvenAfterAWarmUp() {
        LearningRate rate = rate("type: multi-step, at: [5, 8], warmup: {epochs: 1}");
        assertThat(rate.at(499)).isEqualTo(0.4);
        assertThat(rate.at(500)).isEqualTo(0.04, CLOSE);
        assertThat(rate.at(800)).isEqualTo(0.004, CLOSE);
    }

    @Test
    void exponentialFallsEvenlyByItsFactorInEveryEpoch() {
        LearningRate rate = rate("type: exponential, factor: 0.25");
        assertThat(rate.at(50)).isEqualTo(0.2, CLOSE);
        assertThat(rate.at(100)).isEqualTo(0.1, CLOSE);
        assertThat(rate.at(200)).isEqualTo(0.025, CLOSE);
    }

    @Test
    void polynomialAndCosineReachTheirEndAfterTheLastUpdate() {
        LearningRate square = rate("type: polynomial, power: 2, endFactor: 0.1");
        assertThat(square.at(0)).isEqualTo(0.4, CLOSE);
        assertThat(square.at(500)).isEqualTo(0.04 + 0.36 / 4, CLOSE);
        assertThat(square.at(1000)).isEqualTo(0.04, CLOSE);
        LearningRate cosine = rate("type: cosine");
        assertThat(cosine.at(0)).isEqualTo(0.4);
        assertThat(cosine.at(500)).isEqualTo(0.2, CLOSE);
        assertThat(cosine.at(999)).isPositive();
        assertThat(cosine.at(1000)).isEqualTo(0, CLOSE);
    }

    @Test
    void oneCycleRisesToTheRateAndFalls() {
        LearningRate rate = rate("type: one-cycle, peakAt: 0.4, startFactor: 0.1");
        assertThat(rate.at(0)).isEqualTo(0.04, CLOSE);
        assertThat(rate.at(200)).isEqualTo(0.22, CLOSE);
        assertThat(rate.at(400)).isEqualTo(0.4, CLOSE);
        assertThat(rate.at(700)).isEqualTo(0.2, CLOSE);
        assertThat(rate.at(1000)).isEqualTo(0, CLOSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type: constant",
                "type: step, every: 5",
                "type: multi-step, at: [5]",
                "type: exponential",
                "type: polynomial",
                "type: cosine",
                "type: one-cycle"
            })
    void aWarmUpRisesInAStraightLineToWhereTheScheduleBegins(String schedule) {
        LearningRate rate = rate(schedule + ", warmup: {epochs: 2, from: 0.1}");
        double first = schedule.contains("one-cycle") ? 0.4 * 0.04 : 0.4;
        assertThat(rate.at(0)).isEqualTo(first * (0.1 + 0.9 / 200), CLOSE);
        assertThat(rate.at(99)).isEqualTo(first * 0.55, CLOSE);
        assertThat(rate.at(199)).isEqualTo(first, CLOSE);
        assertThat(rate.at(200)).isEqualTo(first, CLOSE);
    }

    @Test
    void whatFallsToTheEndDoesSoFromTheEndOfTheWarmUp() {
        assertThat(rate("type: cosine, warmup: {steps: 500}").at(750)).isEqualTo(0.2, CLOSE);
        assertThat(rate("type: polynomial, warmup: {steps: 500}").at(750)).isEqualTo(0.2, CLOSE);
    }

    @Test
    void theLengthIsCountedInEpochsOrInUpdatesOfSeveralBatches() {
        TrainingLength steps = TrainingLength.of(training("type: constant", "steps: 250"), 995);
        assertThat(steps.steps()).isEqualTo(250);
        assertThat(steps.epochs()).isEqualTo(3);
        assertThat(steps.batchesIn(1)).isEqualTo(100);
        assertThat(steps.batchesIn(2)).isEqualTo(50);

        TrainingLength several = TrainingLength.of(training("type: constant", "epochs: 2, accumulate: 8"), 995);
        assertThat(several.stepsPerEpoch()).isEqualTo(13);
        assertThat(several.steps()).isEqualTo(26);
        assertThat(several.updatesAfter(6)).isFalse();
        assertThat(several.updatesAfter(7)).isTrue();
        assertThat(several.updatesAfter(99)).as("the last batch of an epoch").isTrue();
        assertThat(several.batchesIn(1)).isEqualTo(100);
    }
}
