package org.bestiary.zoo.graph;

import java.util.Arrays;
import java.util.Map;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One way to make DL4J vertices of a network's operations. */
public interface LayerSet {
    /** Layout of the images that the network reads, and of its feature maps. */
    CNN2DFormat layout();

    /**
     * Adds a vertex for every operation of {@code network} but the input. Operations with parameters become a vertex of
     * the same name with the parameters in DL4J's order; several operations may become one vertex. What the training asks of
     * all layers alike is set in {@code graph} already.
     */
    void addVertices(Network network, Training training, GraphBuilder graph);

    /** Corrects what DL4J has worked out wrongly while it built the configuration. */
    default void finish(Network network, ComputationGraphConfiguration configuration) {}

    /** For every node the name of the vertex that carries its output, in a graph built by this set. */
    Map<Node, String> vertices(Network network);

    /** The name of the vertex that carries the output of {@code node}, in a graph built by this set. */
    default String vertexOf(Network network, Node node) {
        return vertices(network).get(node);
    }

    /**
     * Images as a graph of this set reads them.
     *
     * @param images 32-bit floats, N x C x H x W
     * @throws ZooException if they have another shape than the network was described for
     */
    default INDArray arrange(Network network, INDArray images) {
        Shape in = network.input();
        if (images.rank() != 4
                || images.size(1) != in.channels()
                || images.size(2) != in.height()
                || images.size(3) != in.width()) {
            throw new ZooException("images must be N x " + in + " for this " + network.id() + ", but got "
                    + Arrays.toString(images.shape()));
        }
        return layout() == CNN2DFormat.NHWC ? images.permute(0, 2, 3, 1).dup('c') : images;
    }

    /** The layers of an engine. */
    static LayerSet of(Engine engine) {
        return engine == Engine.STOCK ? new StockLayers() : new FastLayers();
    }
}
