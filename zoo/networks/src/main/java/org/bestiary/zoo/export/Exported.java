package org.bestiary.zoo.export;

import java.io.IOException;
import java.io.OutputStream;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.onnx.OnnxTensor;
import org.bestiary.zoo.weights.GraphWeights;
import org.bestiary.zoo.weights.TensorLayout;
import org.bestiary.zoo.weights.TensorSource;
import org.bestiary.zoo.weights.WeightsNote;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A network that is to leave the program.
 *
 * @param network its description; only what predictions need is exported
 * @param graph its parameters, of either engine
 * @param note what travels with it
 * @param version of the program
 */
public record Exported(Network network, ComputationGraph graph, WeightsNote note, String version) {
    /** Numbers that are written at once, so that the largest layers need no second copy in memory. */
    private static final int CHUNK = 4_000_000;

    /** Parameters, without those of auxiliary classifiers, under the names of a library or our own. */
    GraphWeights weights(TensorLayout layout) {
        return new GraphWeights(network.inference(), graph, note.map(layout));
    }

    /** Writes a tensor as 32-bit floats, little-endian. */
    static void write(TensorSource source, String tensor, OutputStream out) throws IOException {
        long count = source.shapes().get(tensor).stream().reduce(1L, Math::multiplyExact);
        for (long from = 0; from < count; from += CHUNK) {
            float[] part = new float[(int) Math.min(CHUNK, count - from)];
            source.read(tensor, from, part);
            out.write(OnnxTensor.littleEndian(part));
        }
    }
}
