package org.bestiary.zoo.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.update.HeavyBall;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class MemoryEstimateTest {

    private static final Network LENET = Zoo.find("lenet5").network(BuildOptions.defaults());
    private static final Network RESNET = Zoo.find("resnet20").network(BuildOptions.defaults());

    @Test
    void countsParametersByOptimiserAndCopies() {
        MemoryEstimate sgd = MemoryEstimate.of(RESNET, Engine.FAST, 1, new Sgd(), 0);
        assertThat(sgd.weights()).isEqualTo(4 * 271_098); // total
        assertThat(sgd.gradients()).isEqualTo(4 * 271_098);
        assertThat(sgd.updater()).isZero();
        assertThat(MemoryEstimate.of(RESNET, Engine.FAST, 1, new HeavyBall(), 0).updater())
                .isEqualTo(4 * 269_722);
        assertThat(MemoryEstimate.of(RESNET, Engine.FAST, 1, new Adam(), 0).updater())
                .isEqualTo(8 * 269_722);
        assertThat(MemoryEstimate.of(RESNET, Engine.FAST, 1, new AMSGrad(), 2).updater())
                .isEqualTo(12 * 269_722);
        assertThat(MemoryEstimate.of(RESNET, Engine.FAST, 1, new Sgd(), 2).weights())
                .isEqualTo(3 * 4 * 271_098);
    }

    @Test
    void activationsOfAResidualNetworkByHand() {
        MemoryEstimate e = MemoryEstimate.of(RESNET, Engine.FAST, 10, new Sgd(), 0);
        // 16 x 32 x 32: 7 convolutions, 7 norms, 3 sums; then 6 + 6 + 3 and a shortcut, twice, each map half as large
        long maps = 17 * 16_384 + 16 * 8_192 + 16 * 4_096;
        long relus = 4 * 16_384 + 3 * 8_192 + 3 * 4_096; // a byte each, for norms with a ReLU
        long ends = 64 + 10 + 10; // pooled, logits, probabilities
        long data = 3 * 32 * 32 + 10;
        assertThat(e.activations()).isEqualTo(10 * (4 * (maps + ends + data) + relus));
        // three arrays go round, each as large as the largest map
        assertThat(e.activationGradients()).isEqualTo(10 * 4 * 3 * 16_384);
    }

    @Test
    void activationsGrowWithTheBatchAndParametersDoNot() {
        MemoryEstimate one = MemoryEstimate.of(LENET, Engine.FAST, 1, new Adam(), 0);
        MemoryEstimate many = MemoryEstimate.of(LENET, Engine.FAST, 64, new Adam(), 0);
        assertThat(many.activations()).isEqualTo(64 * one.activations());
        assertThat(many.activationGradients()).isEqualTo(64 * one.activationGradients());
        assertThat(many.weights() + many.gradients() + many.updater() + many.program())
                .isEqualTo(one.weights() + one.gradients() + one.updater() + one.program());
    }

    @Test
    void theStockEngineKeepsActivationsApart() {
        MemoryEstimate fast = MemoryEstimate.of(RESNET, Engine.FAST, 10, new Sgd(), 0);
        MemoryEstimate stock = MemoryEstimate.of(RESNET, Engine.STOCK, 10, new Sgd(), 0);
        assertThat(stock.activations()).isGreaterThan(fast.activations());
        assertThat(stock.working()).isEqualTo(10L * 3 * 4 * 9 * 16 * 32 * 32); // three column matrices
    }

    @Test
    void hugeNetworksAreCountedWithoutBuildingThem() {
        Network network = Zoo.find("resnet1202").network(BuildOptions.defaults());
        MemoryEstimate estimate = MemoryEstimate.of(network, Engine.FAST, 128, new Adam(), 0);
        assertThat(estimate.total()).isGreaterThan(12L << 30);
    }

    @Test
    void refusalsTellThePartsAndWhatToDo() {
        MemoryEstimate estimate =
                new MemoryEstimate(512L << 20, 512L << 20, 1L << 30, 7L << 30, 512L << 20, 100L << 20, 50L << 20);
        assertThat(estimate.refusal(10L << 30)).isEmpty();
        assertThat(estimate.refusal(6L << 30))
                .contains("training needs about 9.6 GiB (weights 0.5, gradients 0.5, updater 1.0, activations 7.5,"
                        + " other 0.1), but the limit is 6.0 GiB; use a smaller batch or --memory");
        assertThat(estimate.refusal(600L << 20).orElseThrow())
                .endsWith("but the limit is 600 MiB; use a smaller network or --memory");
        BuildOptions small = BuildOptions.defaults().input(Shape.map(1, 28, 28));
        assertThat(MemoryEstimate.of(Zoo.find("lenet5").network(small), Engine.FAST, 64, new Sgd(), 0)
                        .describe())
                .matches("\\d+ MiB \\(weights 0, gradients 0, updater 0, activations \\d+, other \\d+\\)");
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> MemoryEstimate.of(LENET, Engine.FAST, 0, new Sgd(), 0))
                .isInstanceOf(ZooException.class)
                .hasMessageContaining("at least one image");
    }
}
