package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bestiary.experiments.config.ExperimentSpec;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

class OptimisersTest {
    private static IUpdater updater(String type, String schedule) {
        return Optimisers.of(
                new ExperimentSpec.Training(
                        10,
                        32,
                        new ExperimentSpec.Optimizer(type, 0.4, 0.8, 0.7, 0.95),
                        new ExperimentSpec.Schedule(schedule, 3, 0.5),
                        0),
                100);
    }

    @Test
    void constantsReachTheUpdater() {
        Adam adam = (Adam) updater("adam", "constant");
        assertThat(adam.getBeta1()).isEqualTo(0.7);
        assertThat(adam.getBeta2()).isEqualTo(0.95);
        assertThat(adam.getLearningRate(77, 3)).isEqualTo(0.4);
        assertThat(((Nesterovs) updater("nesterov", "constant")).currentMomentum(0, 0))
                .isEqualTo(0.8);
    }

    @Test
    void cosineFallsFromTheRateToZeroOverAllSteps() {
        IUpdater sgd = updater("sgd", "cosine");
        assertThat(sgd.getLearningRate(0, 0)).isEqualTo(0.4);
        assertThat(sgd.getLearningRate(500, 5)).isEqualTo(0.2, within(1e-12));
        assertThat(sgd.getLearningRate(1000, 10)).isEqualTo(0, within(1e-12));
    }

    @Test
    void stepMultipliesEverySoManyEpochs() {
        IUpdater sgd = updater("sgd", "step");
        assertThat(sgd.getLearningRate(299, 2)).isEqualTo(0.4);
        assertThat(sgd.getLearningRate(300, 3)).isEqualTo(0.2);
        assertThat(sgd.getLearningRate(900, 9)).isEqualTo(0.05, within(1e-12));
    }
}
