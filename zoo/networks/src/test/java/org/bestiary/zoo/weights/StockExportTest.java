package org.bestiary.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.SmallVariants;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Engine;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StockExportTest {

    @TempDir
    private Path directory;

    private static ComputationGraph fast(Architecture architecture, BuildOptions options) {
        ComputationGraph net = new ComputationGraph(architecture.configure(options.engine(Engine.FAST)));
        net.init();
        return net;
    }

    @ParameterizedTest
    @MethodSource("org.bestiary.zoo.SmallVariants#everyKindOfOperation")
    void plainDl4jOpensTheZipAndAnswersTheSame(String id) throws Exception {
        Architecture architecture = Zoo.find(id);
        BuildOptions options = SmallVariants.of(id);
        Shape shape = architecture.network(options).input();
        ComputationGraph net = fast(architecture, options);
        File zip = directory.resolve(id + ".zip").toFile();
        StockExport.write(architecture, options, net, zip);
        ComputationGraph opened = ModelSerializer.restoreComputationGraph(zip, false);
        assertThat(opened.getLayers())
                .allSatisfy(l ->
                        assertThat(l.conf().getLayer().getClass().getName()).startsWith("org.deeplearning4j."));
        INDArray x = Nd4j.rand(2, shape.channels(), shape.height(), shape.width());
        INDArray expected = net.outputSingle(x.permute(0, 2, 3, 1).dup('c'));
        INDArray actual = opened.outputSingle(x);
        assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-4);
        ComputationGraph back = fast(architecture, options.seed(99));
        StockExport.copy(opened, back);
        assertThat(back.params()).isEqualTo(net.params());
    }

    @Test
    void otherNetworksAreRefused() {
        ComputationGraph lenet = fast(Zoo.find("lenet5"), BuildOptions.defaults());
        ComputationGraph other =
                fast(Zoo.find("lenet5"), BuildOptions.defaults().classes(3));
        assertThatThrownBy(() -> StockExport.copy(lenet, other))
                .isInstanceOf(ZooException.class)
                .hasMessageContaining("logits");
    }
}
