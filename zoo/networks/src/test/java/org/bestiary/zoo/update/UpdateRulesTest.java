package org.bestiary.zoo.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.Decay;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Training;
import org.bestiary.zoo.kernel.EngineException;
import org.bestiary.zoo.layer.Tiny;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L1Regularization;

/** Clipping, micro-batches, factors of the learning rate, and what is refused. */
class UpdateRulesTest {

    private static final Training SGD = new Training(new Sgd(0.1), Decay.NONE);

    @ParameterizedTest
    @EnumSource(Engine.class)
    void clippingShortensTheMeanGradientAndLeavesStatisticsAlone(Engine engine) {
        Twins twins = Twins.of(engine, new Training(new Sgd(0.1), Decay.coupled(0.05)));
        DataSet batch = twins.batch(6, 1);
        double[] before = twins.parameters();
        double[] g = twins.gradients(batch);
        boolean[] statistics = twins.statistics();
        boolean[] weights = twins.mask(".*_W");
        double norm = 0;
        for (int i = 0; i < g.length; i++) {
            norm += statistics[i] ? 0 : g[i] / 6 * (g[i] / 6);
        }
        double limit = Math.sqrt(norm) / 3;
        FusedUpdater.attach(twins.net(), new UpdateRules(limit));
        twins.net().fit(batch);
        double[] after = twins.parameters();
        for (int i = 0; i < g.length; i++) {
            double expected = statistics[i] ? g[i] : 0.1 * (g[i] / 6 / 3 + (weights[i] ? 0.05 * before[i] : 0));
            assertThat(before[i] - after[i]).as("parameter %d", i).isCloseTo(expected, within(3e-7));
        }
    }

    @Test
    void aShortGradientIsNotClipped() {
        Twins clipped = Twins.of(Engine.FAST, SGD);
        Twins free = Twins.of(Engine.FAST, SGD);
        FusedUpdater.attach(clipped.net(), new UpdateRules(1e6));
        FusedUpdater.attach(free.net(), UpdateRules.NONE);
        clipped.net().fit(clipped.batch(6, 1));
        free.net().fit(free.batch(6, 1));
        assertThat(clipped.net().params()).isEqualTo(free.net().params());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void microBatchesMakeTheStepOfOneBatch(Engine engine) {
        Training training = new Training(new Adam(0.01), Decay.coupled(0.01));
        Twins whole = Twins.withoutNorm(engine, training);
        Twins parts = Twins.withoutNorm(engine, training);
        FusedUpdater wholeUpdater = FusedUpdater.attach(whole.net(), new UpdateRules(0.05));
        FusedUpdater partsUpdater = FusedUpdater.attach(parts.net(), new UpdateRules(0.05));
        for (int step = 0; step < 3; step++) {
            // the second group has a smaller last micro-batch, the third fewer micro-batches
            int[] sizes = new int[][] {{4, 4, 4}, {4, 4, 1}, {4, 3}}[step];
            List<DataSet> group = new ArrayList<>();
            for (int i = 0; i < sizes.length; i++) {
                group.add(parts.batch(sizes[i], 10L * step + i));
            }
            wholeUpdater.next(0.01, step, true);
            whole.net().fit(DataSet.merge(group));
            for (int i = 0; i < group.size(); i++) {
                boolean last = i == group.size() - 1;
                double[] before = parts.parameters();
                partsUpdater.next(0.01, step, last);
                parts.net().fit(group.get(i));
                assertThat(Arrays.equals(before, parts.parameters()))
                        .as("untouched before the step ends")
                        .isEqualTo(!last);
            }
            Tiny.assertClose(
                    "parameters after step " + step,
                    parts.net().params(),
                    whole.net().params(),
                    2e-5);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void statisticsMoveOnEveryMicroBatch(Engine engine) {
        Twins twins = Twins.of(engine, SGD);
        FusedUpdater updater = FusedUpdater.attach(twins.net(), UpdateRules.NONE);
        boolean[] statistics = twins.statistics();
        double[] sum = new double[statistics.length];
        int[] sizes = {5, 5, 2};
        for (int part = 0; part < 3; part++) {
            DataSet batch = twins.batch(sizes[part], part);
            double[] before = twins.parameters();
            double[] g = twins.gradients(batch);
            updater.next(0.1, 0, part == 2);
            twins.net().fit(batch);
            double[] after = twins.parameters();
            for (int i = 0; i < g.length; i++) {
                sum[i] += g[i];
                double expected = statistics[i] ? g[i] : part == 2 ? 0.1 * sum[i] / 12 : 0;
                assertThat(before[i] - after[i]).as("parameter %d", i).isCloseTo(expected, within(3e-7));
            }
        }
    }

    @Test
    void withoutWordFromTheTrainerEveryBatchIsAStepAtTheConfiguredRate() {
        Training training = new Training(new Nesterovs(new Halving(), 0.9), Decay.coupled(0.01));
        Twins driven = Twins.of(Engine.FAST, training);
        Twins alone = Twins.of(Engine.FAST, training);
        FusedUpdater updater = FusedUpdater.attach(driven.net(), UpdateRules.NONE);
        FusedUpdater.attach(alone.net());
        for (int step = 0; step < 4; step++) {
            if (step != 1) { // what was said holds for one batch only
                updater.next(0.4 * Math.pow(0.5, step), step, true);
            }
            driven.net().fit(driven.batch(4, step));
            alone.net().fit(alone.batch(4, step));
        }
        assertThat(driven.net().params()).isEqualTo(alone.net().params());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aFactorOfZeroFreezesBitForBit(Engine engine) {
        Twins twins = Twins.of(
                engine, new Training(new Adam(0.01), Decay.decoupled(0.1).withBiasesAndNorms()));
        FusedUpdater updater = FusedUpdater.attach(
                twins.net(), new UpdateRules(0.5).withRateFactor("c", 0).withRateFactor("bn", 0));
        boolean[] frozen = twins.mask("(c|bn)_.*");
        double[] before = twins.parameters();
        for (int i = 0; i < 4; i++) {
            updater.next(0.01, i / 2, i % 2 == 1);
            twins.net().fit(twins.batch(4, i));
        }
        double[] after = twins.parameters();
        for (int i = 0; i < before.length; i++) {
            assertThat(Double.doubleToLongBits(before[i]) == Double.doubleToLongBits(after[i]))
                    .as("parameter %d", i)
                    .isEqualTo(frozen[i]);
        }
    }

    @Test
    void frozenGradientsDoNotCountForClipping() {
        Twins twins = Twins.withoutNorm(Engine.FAST, SGD);
        DataSet batch = twins.batch(6, 1);
        double[] before = twins.parameters();
        double[] g = twins.gradients(batch);
        boolean[] head = twins.mask("logits_.*");
        double norm = 0;
        for (int i = 0; i < g.length; i++) {
            norm += head[i] ? g[i] / 6 * (g[i] / 6) : 0;
        }
        FusedUpdater.attach(twins.net(), new UpdateRules(Math.sqrt(norm) / 2, Map.of("c", 0.0)));
        twins.net().fit(batch);
        double[] after = twins.parameters();
        for (int i = 0; i < g.length; i++) {
            assertThat(before[i] - after[i]).isCloseTo(head[i] ? 0.1 * g[i] / 6 / 2 : 0, within(3e-7));
        }
    }

    @Test
    void aFactorScalesTheRateAndSoDecoupledDecay() {
        Training training = new Training(new Sgd(0.1), Decay.decoupled(0.2));
        Twins twins = Twins.of(Engine.FAST, training);
        DataSet batch = twins.batch(6, 1);
        double[] before = twins.parameters();
        double[] g = twins.gradients(batch);
        boolean[] slow = twins.mask("c_.*");
        boolean[] weights = twins.mask(".*_W");
        boolean[] statistics = twins.statistics();
        FusedUpdater.attach(twins.net(), new UpdateRules(0).withRateFactor("c", 0.25));
        twins.net().fit(batch);
        double[] after = twins.parameters();
        for (int i = 0; i < g.length; i++) {
            double rate = slow[i] ? 0.025 : 0.1;
            double expected = statistics[i] ? g[i] : rate * (g[i] / 6 + (weights[i] ? 0.2 * before[i] : 0));
            assertThat(before[i] - after[i]).as("parameter %d", i).isCloseTo(expected, within(3e-7));
        }
    }

    @Test
    void theGroupsOfAStockConvolutionGoByItsName() {
        ComputationGraph net = new ComputationGraph(Zoo.find("alexnet")
                .configure(BuildOptions.defaults()
                        .engine(Engine.STOCK)
                        .input(Shape.map(3, 67, 67))
                        .classes(2)));
        assertThat(net.getConfiguration().getVertices()).containsKey("conv2.group0");
        assertThat(new UpdateRules(0).withRateFactor("conv2", 0.5).rateFactor("conv2.group1"))
                .isEqualTo(0.5);
    }

    @Test
    void refusalsNameWhatIsNotSupportedAndChangeNothing() {
        ComputationGraph ada =
                Twins.of(Engine.FAST, new Training(new AdaGrad(0.1), 0)).net();
        refused(
                ada,
                UpdateRules.NONE,
                "the optimiser must be Sgd, HeavyBall, Nesterovs, RmsProp, Adam or AMSGrad, but got AdaGrad for 'c'");
        ComputationGraph net = Twins.of(Engine.FAST, SGD).net();
        refused(
                net,
                UpdateRules.NONE.withRateFactor("logit", 0),
                "a factor of the learning rate must name a vertex of the network, but got 'logit'; did you mean logits?");
        BaseLayer logits = (BaseLayer) net.getLayer("logits").conf().getLayer();
        logits.setRegularization(List.of(new L1Regularization(0.1)));
        refused(
                net,
                UpdateRules.NONE,
                "regularisation must be L2 or weight decay, but got L1Regularization for 'logits'");
        logits.setRegularization(List.of());
        logits.setGradientNormalization(GradientNormalization.ClipL2PerLayer);
        refused(
                net,
                UpdateRules.NONE,
                "gradients are clipped by their global norm only, but got ClipL2PerLayer for 'logits'; set none there"
                        + " and use the clip norm of the update rules");
    }

    private static void refused(ComputationGraph net, UpdateRules rules, String message) {
        ComputationGraphUpdater before = net.getUpdater(true);
        assertThatThrownBy(() -> FusedUpdater.attach(net, rules))
                .isInstanceOf(EngineException.class)
                .hasMessage(message);
        assertThat(net.getUpdater(true)).isSameAs(before);
        if (rules.rateFactors().isEmpty()) {
            assertThat(FusedUpdater.attach(net)).isFalse();
            assertThat(net.getUpdater(true)).isSameAs(before);
        }
    }

    @Test
    void rulesAreChecked() {
        assertThatThrownBy(() -> new UpdateRules(-1))
                .hasMessage("the norm to clip gradients to must be positive, or 0 for no clipping, but got -1.0");
        assertThatThrownBy(() -> new UpdateRules(Double.NaN)).isInstanceOf(EngineException.class);
        assertThatThrownBy(() -> UpdateRules.NONE.withRateFactor("c", -0.5))
                .hasMessage("a factor of the learning rate must be 0 (frozen) or larger, but got -0.5 for 'c'");
        FusedUpdater updater = FusedUpdater.attach(Twins.of(Engine.FAST, SGD).net(), UpdateRules.NONE);
        assertThatThrownBy(() -> updater.next(Double.NaN, 0, true))
                .hasMessage("a learning rate must be 0 or larger, but got NaN");
    }
}
