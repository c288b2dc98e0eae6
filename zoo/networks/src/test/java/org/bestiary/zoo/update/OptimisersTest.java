package org.bestiary.zoo.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bestiary.zoo.graph.Decay;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Training;
import org.bestiary.zoo.layer.KernelChoice;
import org.bestiary.zoo.layer.Tiny;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** Every optimiser does in the fused pass what its formula says, and what DL4J's own updater does. */
class OptimisersTest {

    private static final double EPSILON = 1e-4; // large enough to be seen where it stands
    private static final Map<String, IUpdater> OPTIMISERS = Map.of(
            "sgd", new Sgd(0.05),
            "heavy ball", new HeavyBall(0.02, 0.9),
            "nesterov", new Nesterovs(0.02, 0.9),
            "rmsprop", new RmsProp(0.01, 0.9, EPSILON),
            "adam", new Adam(0.01, 0.9, 0.999, EPSILON),
            "amsgrad", new AMSGrad(0.01, 0.9, 0.99, EPSILON));
    private static final List<Decay> DECAYS = List.of(
            Decay.NONE,
            Decay.coupled(0.02),
            Decay.decoupled(0.3),
            Decay.coupled(0.02).withBiasesAndNorms(),
            Decay.decoupled(0.3).withBiasesAndNorms());

    static Stream<Arguments> everything() {
        List<Arguments> rows = new ArrayList<>();
        for (Engine engine : Engine.values()) {
            for (String name : OPTIMISERS.keySet()) {
                DECAYS.forEach(decay -> rows.add(Arguments.of(engine, name, decay)));
            }
        }
        return rows.stream();
    }

    @AfterEach
    void automaticKernels() {
        System.clearProperty(KernelChoice.PROPERTY);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("everything")
    void followsTheFormula(Engine engine, String name, Decay decay) {
        IUpdater settings = OPTIMISERS.get(name);
        Twins twins = Twins.of(engine, new Training(settings, decay));
        FusedUpdater updater = FusedUpdater.attach(twins.net(), UpdateRules.NONE);
        boolean[] statistics = twins.statistics();
        boolean[] decayed = twins.mask(decay.biasesAndNorms() ? ".*_(W|b|gamma|beta)" : ".*_W");
        TorchStep torch = new TorchStep(name, twins.parameters().length, EPSILON);
        for (int t = 1; t <= 4; t++) {
            DataSet batch = twins.batch(5, t);
            double[] before = twins.parameters();
            double[] g = twins.gradients(batch);
            // Nesterov in torch's form is DL4J's only while the rate is constant
            double rate = settings.getLearningRate(0, 0) * (name.equals("nesterov") ? 1 : 1 + 0.5 * t);
            updater.next(rate, t - 1, true);
            twins.net().fit(batch);
            double[] after = twins.parameters();
            double largest = 0;
            double worst = 0;
            for (int i = 0; i < g.length; i++) {
                double expected;
                if (statistics[i]) {
                    expected = g[i];
                } else {
                    boolean coupled = decayed[i] && decay.kind() == Decay.Kind.COUPLED;
                    boolean decoupled = decayed[i] && decay.kind() == Decay.Kind.DECOUPLED;
                    expected = torch.step(i, g[i] / 5 + (coupled ? decay.rate() * before[i] : 0), rate, t)
                            + (decoupled ? rate * decay.rate() * before[i] : 0);
                }
                largest = Math.max(largest, Math.abs(expected));
                worst = Math.max(worst, Math.abs(before[i] - after[i] - expected));
            }
            assertThat(worst / largest).as("step %d, of the largest change", t).isLessThan(2e-5);
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("everything")
    void doesWhatDl4jsOwnUpdaterDoes(Engine engine, String name, Decay decay) {
        Training training = new Training(OPTIMISERS.get(name), decay);
        Twins plain = Twins.of(engine, training);
        Twins fused = Twins.of(engine, training);
        for (int step = 0; step < 5; step++) {
            if (step == 2) { // in mid-training: the state goes on
                assertThat(FusedUpdater.attach(fused.net())).isTrue();
            }
            plain.net().fit(plain.batch(6, step));
            fused.net().fit(fused.batch(6, step));
        }
        same(fused.net(), plain.net());
    }

    @ParameterizedTest
    @MethodSource("names")
    void worksOnTheOtherKernelsToo(String name) {
        Training training = new Training(OPTIMISERS.get(name), Decay.coupled(0.02));
        Twins here = Twins.of(Engine.STOCK, training);
        FusedUpdater.attach(here.net(), new UpdateRules(0.1));
        System.setProperty(KernelChoice.PROPERTY, "nd4j");
        Twins there = Twins.of(Engine.STOCK, training);
        assertThat(FusedUpdater.attach(there.net())).isFalse();
        FusedUpdater.attach(there.net(), new UpdateRules(0.1));
        for (int step = 0; step < 3; step++) {
            here.net().fit(here.batch(6, step));
            there.net().fit(there.batch(6, step));
        }
        assertThat(there.net().params()).isEqualTo(here.net().params());
    }

    static Stream<String> names() {
        return OPTIMISERS.keySet().stream();
    }

    private static void same(ComputationGraph a, ComputationGraph b) {
        Tiny.assertClose("parameters", a.params(), b.params(), 1e-5);
        if (b.getUpdater().getStateViewArray() != null) {
            Tiny.assertClose(
                    "state", a.getUpdater().getStateViewArray(), b.getUpdater().getStateViewArray(), 1e-4);
        }
    }

    @Test
    void aRateOfZeroMovesStatisticsOnly() {
        Twins twins = Twins.of(Engine.FAST, new Training(new Adam(0.01), Decay.decoupled(0.1)));
        double[] before = twins.parameters();
        FusedUpdater.attach(twins.net(), UpdateRules.NONE).next(0, 0, true);
        twins.net().fit(twins.batch(4, 1));
        double[] after = twins.parameters();
        boolean[] statistics = twins.statistics();
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i] == before[i]).as("parameter %d", i).isEqualTo(!statistics[i]);
        }
    }
}
