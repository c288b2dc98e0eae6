package org.bestiary.zoo;

import java.util.List;
import java.util.Map;
import org.bestiary.zoo.graph.ConfigurationBuilder;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.graph.Training;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** One network of the zoo. Implementations are immutable values and describe the network in {@link #define}. */
public interface Architecture {
    /** How the network is called on the command line and in specs, lower case: {@code resnet50}. Never reused. */
    String id();

    /** What the network is. */
    ModelCard card();

    /** The settings that it offers beside input and classes. */
    default List<Option> options() {
        return List.of();
    }

    /**
     * The least height and width in pixels under these settings; the card's, unless a setting changes it.
     *
     * @param settings every option with its value
     */
    default int minimumSize(Map<String, String> settings) {
        return card().minimumSize();
    }

    /**
     * Describes the network: adds every layer to {@code g}, from {@link GraphScope#input()} to {@link
     * GraphScope#classify}.
     */
    void define(GraphScope g);

    /**
     * The network as plain data, for the given options. Needs no native code and no memory for weights.
     *
     * @throws ZooException if the options do not fit the network
     */
    default Network network(BuildOptions options) {
        return NetworkRequest.network(this, options);
    }

    /**
     * The DL4J configuration, ready for {@code new ComputationGraph(...).init()}.
     *
     * @param options input, classes, engine, seed and the network's own settings
     * @param training updater and regularisation
     * @throws ZooException if the options do not fit the network
     */
    default ComputationGraphConfiguration configure(BuildOptions options, Training training) {
        return ConfigurationBuilder.build(network(options), options, training);
    }

    /** {@link #configure(BuildOptions, Training)} with plain SGD with momentum, rate 0.01. */
    default ComputationGraphConfiguration configure(BuildOptions options) {
        return configure(options, Training.defaults());
    }
}
