package org.bestiary.experiments.lecture.check;

import java.util.Optional;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.LayerSet;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Training;
import org.bestiary.zoo.layer.InputGradients;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** The engines of the zoo. */
final class RealBench implements Bench {
    private static final double LEARNING_RATE = 0.01;

    @Override
    public Outcome run(Trial t) {
        BuildOptions options = BuildOptions.defaults().engine(t.engine());
        Network network = t.network().network(options);
        LayerSet layers = LayerSet.of(t.engine());
        ComputationGraph graph = new ComputationGraph(t.network().configure(options));
        graph.init();
        graph.paramTable().forEach(t.weights());
        boolean channelsLast = layers.layout() == CNN2DFormat.NHWC;
        INDArray images = layers.arrange(network, t.images()).dup('c');
        String vertex = layers.vertexOf(network, network.node(t.node()));
        if (t.upstream().isEmpty()) {
            INDArray output =
                    graph.feedForward(new INDArray[] {images}, t.training()).get(vertex);
            return new Outcome(channelsFirst(output, channelsLast), Optional.empty());
        }
        INDArray upstream = t.upstream().get();
        INDArray arranged = channelsLast && upstream.rank() == 4 ? upstream.permute(0, 2, 3, 1) : upstream;
        InputGradients.Result result = InputGradients.of(graph, images, vertex, t.training(), y -> arranged.dup('c'));
        return new Outcome(
                channelsFirst(result.output(), channelsLast),
                Optional.of(channelsFirst(result.inputGradient(), channelsLast)));
    }

    private static INDArray channelsFirst(INDArray x, boolean channelsLast) {
        return channelsLast && x.rank() == 4 ? x.permute(0, 3, 1, 2).dup('c') : x.dup('c');
    }

    @Override
    public double trainOneStep(Engine engine, Architecture network, int batch) {
        BuildOptions options = BuildOptions.defaults().engine(engine);
        ComputationGraph graph =
                new ComputationGraph(network.configure(options, new Training(new Sgd(LEARNING_RATE), 0)));
        graph.init();
        INDArray before = graph.params().dup();
        Network description = network.network(options);
        Shape in = description.input();
        INDArray images = Arrays4.random(1, batch, in.channels(), in.height(), in.width());
        INDArray labels = Nd4j.zeros(batch, description.classes());
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, i % description.classes(), 1);
        }
        graph.fit(new DataSet(LayerSet.of(engine).arrange(description, images), labels));
        double change = graph.params().sub(before).amaxNumber().doubleValue();
        return Double.isFinite(graph.score()) ? change : Double.NaN;
    }
}
