package org.bestiary.zoo.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bestiary.common.image.Filter;
import org.bestiary.common.image.Fit;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Normalisation;
import org.bestiary.common.image.Preparation;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.graph.ConfigurationBuilder;
import org.bestiary.zoo.graph.LayerSet;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Training;
import org.bestiary.zoo.weights.GeneratedTensors;
import org.bestiary.zoo.weights.GraphWeights;
import org.bestiary.zoo.weights.TensorLayout;
import org.bestiary.zoo.weights.WeightLoader;
import org.bestiary.zoo.weights.WeightMap;
import org.bestiary.zoo.weights.WeightsNote;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network with made-up weights and statistics, as if it had been trained. */
record Given(Exported exported, LayerSet layers) {
    static Given of(String id, BuildOptions options) {
        Architecture architecture = Zoo.find(id);
        return of(architecture.network(options), options, WeightsNote.settings(architecture, options));
    }

    static Given of(Network whole, BuildOptions options, Map<String, String> settings) {
        Network network = whole.inference();
        ComputationGraph graph =
                new ComputationGraph(ConfigurationBuilder.build(network, options, Training.defaults()));
        graph.init();
        WeightMap own = WeightMap.sameNames(TensorLayout.TORCH);
        Map<String, List<Long>> shapes = new GraphWeights(network, graph, own).shapes();
        WeightLoader.load(new Scaled(shapes, network.nodes().size()), own, network, graph);
        Shape in = network.input();
        Preparation preparation = new Preparation(
                new ImageShape(in.channels(), in.height(), in.width()),
                in.channels() == 1 || in.channels() == 3 ? new Fit.ResizeAndCrop(in.height() + 4) : Fit.NONE,
                Filter.BILINEAR);
        WeightsNote note = new WeightsNote(
                network.id(),
                settings,
                Optional.empty(),
                in,
                IntStream.range(0, network.classes())
                        .mapToObj(i -> "class " + i)
                        .toList(),
                Optional.of(new ImageInput(preparation, Normalisation.alike(in.channels(), 0.25, 0.5))),
                Optional.of("run-1"));
        return new Given(new Exported(network, graph, note, "1.2.3"), LayerSet.of(options.engine()));
    }

    /**
     * Signals keep their size through layers with ReLU where no normalisation sees to it, and blocks of a very deep network do
     * not add up to more than a float can hold. What grows from layer to layer would make rounding grow with it.
     */
    private static final class Scaled extends GeneratedTensors {
        private static final float RELU = (float) Math.sqrt(2);
        private static final int VERY_DEEP = 1000;

        private final float kernels;
        private final float norms;

        Scaled(Map<String, List<Long>> shapes, int depth) {
            super(shapes);
            this.kernels = shapes.keySet().stream().anyMatch(name -> name.endsWith("running_var")) ? 1 : RELU;
            this.norms = depth > VERY_DEEP ? 0.1f : 1;
        }

        @Override
        public void read(String tensor, long from, float[] to) {
            super.read(tensor, from, to);
            boolean kernel = shapes().get(tensor).size() > 1;
            float scale = kernel ? kernels : tensor.endsWith("weight") ? norms : 1;
            for (int i = 0; i < to.length; i++) {
                to[i] *= scale;
            }
        }
    }

    /** The scores for images N x C x H x W, row by row. */
    float[] logits(INDArray images) {
        return exported.graph()
                .outputSingle(layers.arrange(exported.network(), images))
                .dup('c')
                .data()
                .asFloat();
    }
}
