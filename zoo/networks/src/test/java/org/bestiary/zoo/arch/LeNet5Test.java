package org.bestiary.zoo.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.Network;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LeNet5Test {
    private final Architecture lenet = Zoo.find("lenet5");

    @Test
    void stagesHaveThePapersShapes() {
        Network network = lenet.network(BuildOptions.defaults());
        assertThat(network.node("c1").output()).isEqualTo(Shape.map(6, 28, 28));
        assertThat(network.node("s2").output()).isEqualTo(Shape.map(6, 14, 14));
        assertThat(network.node("c3").output()).isEqualTo(Shape.map(16, 10, 10));
        assertThat(network.node("s4").output()).isEqualTo(Shape.map(16, 5, 5));
        assertThat(network.node("c5").output()).isEqualTo(Shape.vector(120));
        assertThat(network.logits().output()).isEqualTo(Shape.vector(10));
    }

    @Test
    void countsAreExact() {
        Analysis analysis = Analysis.of(lenet.network(BuildOptions.defaults()));
        assertThat(analysis.learnableParameters()).isEqualTo(61_706);
        assertThat(analysis.totalParameters()).isEqualTo(61_706);
        // 6*25*28*28 + 16*6*25*10*10 + 400*120 + 120*84 + 84*10
        assertThat(analysis.multiplyAdds()).isEqualTo(117_600 + 240_000 + 48_000 + 10_080 + 840);
        assertThat(analysis.receptiveField().size()).isEqualTo(16);
    }

    @Test
    void stockGraphHasThoseParametersAndAnswersWithProbabilities() {
        ComputationGraph net =
                new ComputationGraph(lenet.configure(BuildOptions.defaults().engine(Engine.STOCK)));
        net.init();
        assertThat(net.numParams()).isEqualTo(61_706);
        INDArray out = net.outputSingle(Nd4j.rand(2, 1, 28, 28));
        assertThat(out.shape()).containsExactly(2, 10);
        assertThat(out.sum(1).toDoubleVector())
                .containsExactly(new double[] {1, 1}, org.assertj.core.data.Offset.offset(1e-5));
    }

    @Test
    void badOptionsAreNamed() {
        assertThatThrownBy(() -> lenet.network(BuildOptions.defaults().input(Shape.map(1, 8, 8))))
                .isInstanceOf(ZooException.class)
                .hasMessage("input must be at least 12x12 for lenet5, but got 8x8; pick a smaller network or resize");
        assertThatThrownBy(() -> lenet.network(BuildOptions.defaults().set("pool", "max")))
                .hasMessageContaining("lenet5 has no option 'pool'; did you mean pooling?");
        assertThatThrownBy(() -> lenet.network(BuildOptions.defaults().set("pooling", "min")))
                .hasMessageContaining("must be one of [average, max], but got 'min'");
        assertThatThrownBy(() -> BuildOptions.defaults().classes(0)).hasMessageContaining("classes must be from 1");
    }
}
