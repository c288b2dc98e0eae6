package org.bestiary.zoo.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.bestiary.zoo.graph.Decay;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** A frozen batch normalisation is a scale and a shift by its running statistics, in training too. */
class FrozenStatisticsTest {
    private static final Training SGD = new Training(new Sgd(0.1), Decay.NONE);
    private static final UpdateRules FROZEN = new UpdateRules(0, Map.of("bn", 0.0));

    /** Statistics that are far from those of any batch. */
    private static Twins twins(Engine engine) {
        Twins twins = Twins.of(engine, SGD);
        Map<String, INDArray> parameters = twins.net().paramTable();
        parameters.get("bn_mean").assign(0.4);
        parameters.get("bn_var").assign(2.5);
        return twins;
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void itComputesInTrainingAsItDoesAfterwards(Engine engine) {
        Twins twins = twins(engine);
        DataSet batch = twins.batch(6, 1);
        INDArray afterwards = twins.net().output(false, batch.getFeatures())[0].dup();
        assertThat(twins.net().output(true, batch.getFeatures())[0].equalsWithEps(afterwards, 1e-3))
                .as("statistics of the batch")
                .isFalse();
        FusedUpdater.attach(twins.net(), FROZEN);
        assertThat(twins.net().output(true, batch.getFeatures())[0].equalsWithEps(afterwards, 1e-6))
                .as("running statistics")
                .isTrue();
        FusedUpdater.attach(twins.net(), UpdateRules.NONE);
        assertThat(twins.net().output(true, batch.getFeatures())[0].equalsWithEps(afterwards, 1e-3))
                .as("thawed again")
                .isFalse();
    }

    /** What lies below a frozen normalisation learns by the derivative of what was computed. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatLiesBelowItLearnsByFiniteDifferences(Engine engine) {
        Twins twins = twins(engine);
        DataSet batch = twins.batch(6, 1);
        double[] before = twins.parameters();
        int weight = twins.places().get("c_W")[0] + 3;
        double slope = (loss(twins, batch, weight, 0.002) - loss(twins, batch, weight, -0.002)) / 0.004;
        FusedUpdater.attach(twins.net(), FROZEN);
        twins.net().fit(batch);
        double moved = (before[weight] - twins.parameters()[weight]) / 0.1;
        assertThat(moved).isCloseTo(slope, within(2e-3 + 0.02 * Math.abs(slope)));
        assertThat(Math.abs(slope)).isGreaterThan(5e-3);
    }

    private static double loss(Twins twins, DataSet batch, int weight, double step) {
        INDArray all = twins.net().params();
        float kept = all.getFloat(weight);
        all.putScalar(weight, kept + step);
        double loss = twins.net().score(batch, false);
        all.putScalar(weight, kept);
        return loss;
    }

    @Test
    void bothEnginesLearnTheSameBelowIt() {
        Twins fast = twins(Engine.FAST);
        Twins stock = twins(Engine.STOCK);
        stock.net().setParams(fast.net().params().dup());
        for (Twins twins : new Twins[] {fast, stock}) {
            FusedUpdater.attach(twins.net(), FROZEN);
            for (int step = 0; step < 3; step++) {
                twins.net().fit(twins.batch(6, step));
            }
        }
        double[] a = fast.parameters();
        double[] b = stock.parameters();
        for (int i = 0; i < a.length; i++) {
            assertThat(a[i]).as("parameter %d", i).isCloseTo(b[i], within(1e-5));
        }
    }
}
