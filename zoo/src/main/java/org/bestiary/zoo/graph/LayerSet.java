package org.bestiary.zoo.graph;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/** One way to make DL4J vertices of a network's operations. */
public interface LayerSet {
    /** Layout of the images that the network reads, and of its feature maps. */
    CNN2DFormat layout();

    /**
     * Adds a vertex for every operation of {@code network} but the input. Operations with parameters become a vertex of
     * the same name with the parameters in DL4J's order; several operations may become one vertex.
     */
    void addVertices(Network network, GraphBuilder graph);

    /** Corrects what DL4J has worked out wrongly while it built the configuration. */
    default void finish(Network network, ComputationGraphConfiguration configuration) {}

    /** The name of the vertex that carries the output of {@code node}, in a graph built by this set. */
    String vertexOf(Network network, Node node);

    /** The layers of an engine. */
    static LayerSet of(Engine engine) {
        return engine == Engine.STOCK ? new StockLayers() : new FastLayers();
    }
}
