package org.bestiary.zoo.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.bestiary.zoo.graph.Decay;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Training;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;

class HeavyBallTest {

    @ParameterizedTest
    @EnumSource(Engine.class)
    void jsonAndZipKeepItAndDecayEverywhere(Engine engine, @TempDir Path directory) throws Exception {
        HeavyBall optimiser = new HeavyBall(new Halving(), 0.8);
        Twins twins =
                Twins.of(engine, new Training(optimiser, Decay.decoupled(0.1).withBiasesAndNorms()));
        ComputationGraph net = twins.net();
        FusedUpdater.attach(net);
        net.fit(twins.batch(4, 1));
        ComputationGraphConfiguration read =
                ComputationGraphConfiguration.fromJson(net.getConfiguration().toJson());
        assertThat(read).isEqualTo(net.getConfiguration());
        File zip = directory.resolve("model.zip").toFile();
        ModelSerializer.writeModel(net, zip, true);
        ComputationGraph back = ModelSerializer.restoreComputationGraph(zip, true);
        assertThat(back.getUpdater().getStateViewArray())
                .isEqualTo(net.getUpdater().getStateViewArray());
        assertThat(back.getLayer("c").conf().getLayer().getUpdaterByParam("W")).isEqualTo(optimiser);
        FusedUpdater.attach(back);
        for (int step = 2; step < 4; step++) {
            net.fit(twins.batch(4, step));
            back.fit(twins.batch(4, step));
        }
        assertThat(back.params()).isEqualTo(net.params());
    }

    @Test
    void firstStepsByHand() {
        INDArray velocity = Nd4j.create(2);
        GradientUpdater<HeavyBall> updater = new HeavyBall(0.5, 0.5).instantiate(Map.of("V", velocity), true);
        INDArray g = Nd4j.createFromArray(1f, -2f);
        updater.applyUpdater(g, 0, 0);
        assertThat(g.toFloatVector()).containsExactly(0.5f, -1f);
        g = Nd4j.createFromArray(1f, 0f);
        updater.applyUpdater(g, 1, 0);
        assertThat(g.toFloatVector()).containsExactly(0.75f, -0.5f); // v = 0.5 * (1, -2) + (1, 0)
        assertThat(updater.getState().get("V").toFloatVector()).containsExactly(1.5f, -1f);
    }

    @Test
    void equalityAndBounds() {
        assertThat(new HeavyBall(0.1, 0.9)).isEqualTo(new HeavyBall()).isNotEqualTo(new HeavyBall(0.1, 0.8));
        assertThat(new HeavyBall(new Halving(), 0.9).clone()).isEqualTo(new HeavyBall(new Halving(), 0.9));
        assertThatThrownBy(() -> new HeavyBall(0.1, 1)).hasMessage("momentum must be from 0 to below 1, but got 1.0");
    }
}
