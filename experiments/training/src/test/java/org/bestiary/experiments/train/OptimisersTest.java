package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.zoo.graph.Decay;
import org.bestiary.zoo.graph.Training;
import org.bestiary.zoo.update.HeavyBall;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

class OptimisersTest {
    private static Training training(String optimizer, String more) {
        return SpecReader.parse(
                        "{name: t, model: {id: lenet5}, data: {id: strokes}, training: {epochs: 3, optimizer: {"
                                + optimizer + "}" + more + "}}",
                        "t.yaml",
                        Map.of())
                .spec()
                .training()
                .updates();
    }

    private static IUpdater updater(String optimizer) {
        return training(optimizer, "").updater();
    }

    @Test
    void everyRuleGetsItsNumbers() {
        assertThat(updater("type: sgd, learningRate: 0.4")).isEqualTo(new Sgd(0.4));
        assertThat(updater("type: momentum, learningRate: 0.4, momentum: 0.8")).isEqualTo(new HeavyBall(0.4, 0.8));
        assertThat(updater("type: nesterov, learningRate: 0.4")).isEqualTo(new Nesterovs(0.4, 0.9));
        assertThat(updater("type: rmsprop, learningRate: 0.4, rho: 0.99")).isEqualTo(new RmsProp(0.4, 0.99, 1e-7));
        assertThat(updater("type: adam, learningRate: 0.4, beta1: 0.7, beta2: 0.95"))
                .isEqualTo(new Adam(0.4, 0.7, 0.95, 1e-8));
        assertThat(updater("type: adamw, learningRate: 0.4, epsilon: 0.1")).isEqualTo(new Adam(0.4, 0.9, 0.999, 0.1));
        assertThat(updater("type: amsgrad, learningRate: 0.4")).isEqualTo(new AMSGrad(0.4, 0.9, 0.999, 1e-8));
    }

    @Test
    void onlyAdamWDecaysBesideTheRuleUnlessToldTo() {
        assertThat(training("type: sgd, learningRate: 0.1", "").decay()).isEqualTo(Decay.NONE);
        assertThat(training("type: sgd, learningRate: 0.1", ", weightDecay: 0.01")
                        .decay())
                .isEqualTo(Decay.coupled(0.01));
        assertThat(training("type: adamw, learningRate: 0.1", ", weightDecay: 0.01")
                        .decay())
                .isEqualTo(Decay.decoupled(0.01));
        assertThat(training("type: sgd, learningRate: 0.1", ", weightDecay: {value: 0.01, decoupled: true}")
                        .decay())
                .isEqualTo(Decay.decoupled(0.01));
        assertThat(training("type: adam, learningRate: 0.1", ", weightDecay: {value: 0.01, normAndBias: true}")
                        .decay())
                .isEqualTo(Decay.coupled(0.01).withBiasesAndNorms());
    }
}
