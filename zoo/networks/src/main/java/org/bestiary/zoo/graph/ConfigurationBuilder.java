package org.bestiary.zoo.graph;

import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.Shape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.buffer.DataType;

/** Turns a {@link Network} into a DL4J configuration, with the layers of an {@link Engine}. */
public final class ConfigurationBuilder {
    private ConfigurationBuilder() {}

    /**
     * The configuration of a network.
     *
     * @param network the description
     * @param options of which engine and seed are used here
     * @param training updater and regularisation
     */
    public static ComputationGraphConfiguration build(Network network, BuildOptions options, Training training) {
        LayerSet layers = LayerSet.of(options.engine());
        NeuralNetConfiguration.Builder common = new NeuralNetConfiguration.Builder()
                .seed(options.seed())
                .dataType(DataType.FLOAT)
                .updater(training.updater())
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED);
        Shape in = network.input();
        GraphBuilder graph = common.graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(in.height(), in.width(), in.channels(), layers.layout()));
        layers.addVertices(network, training, graph);
        ComputationGraphConfiguration configuration = graph.setOutputs(network.outputs().stream()
                        .map(n -> layers.vertexOf(network, n))
                        .toArray(String[]::new))
                .build();
        layers.finish(network, configuration);
        training.decay().configure(configuration);
        return configuration;
    }
}
