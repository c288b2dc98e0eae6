package org.bestiary.experiments.lecture.check;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.graph.Engine;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs networks: the one place where checks touch an engine. */
public interface Bench {
    /**
     * What to run.
     *
     * @param engine with which layers
     * @param network the network
     * @param node where to stop; its output is what comes out
     * @param images N x C x H x W, 32-bit floats
     * @param training whether layers behave as in training
     * @param weights is shown every parameter by DL4J's name ({@code node_W}) and may change it in place
     * @param upstream the gradient with respect to the output, of its shape; empty for forward only
     */
    record Trial(
            Engine engine,
            Architecture network,
            String node,
            INDArray images,
            boolean training,
            BiConsumer<String, INDArray> weights,
            Optional<INDArray> upstream) {}

    /**
     * What came out.
     *
     * @param output N x C x H x W for a map, N x C for a vector
     * @param inputGradient gradient with respect to the images; empty if none was asked for
     */
    record Outcome(INDArray output, Optional<INDArray> inputGradient) {}

    /** Runs forward to a node, and back if asked to. */
    Outcome run(Trial trial);

    /**
     * Builds a network and takes one training step on random images.
     *
     * @param engine with which layers
     * @param network the network
     * @param batch number of images
     * @return the largest change of a parameter; NaN if the step gave numbers that are not finite
     */
    double trainOneStep(Engine engine, Architecture network, int batch);
}
