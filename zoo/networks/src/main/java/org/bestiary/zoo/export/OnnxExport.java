package org.bestiary.zoo.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.onnx.OnnxModel;
import org.bestiary.zoo.onnx.OnnxNode;
import org.bestiary.zoo.weights.TensorLayout;

/**
 * Writes networks as ONNX models. The input is called {@code input}, N x C x H x W for any N: images that are prepared and
 * normalised already, as the model's metadata says. The output is called {@code logits}, or {@code probabilities}, N x
 * classes. Initialisers are called like the tensors of a safetensors file.
 */
public final class OnnxExport {
    static final String INPUT = "input";
    static final String LOGITS = "logits";
    static final String PROBABILITIES = "probabilities";

    private OnnxExport() {}

    /**
     * Writes a model.
     *
     * @param net the network
     * @param softmax whether it ends with probabilities in place of scores; a network with one output ends with its sigmoid
     * @param fold whether batch normalisations that alone read a convolution become part of it, which gives the same answers
     *     up to rounding with fewer operations
     * @param out is not closed
     * @throws ZooException if the model is larger than the format allows
     */
    public static void write(Exported net, boolean softmax, boolean fold, OutputStream out) throws IOException {
        Network network = net.network().inference();
        OnnxGraph graph = new OnnxGraph(network, net.weights(TensorLayout.TORCH), fold);
        List<OnnxNode> nodes = new ArrayList<>(graph.nodes());
        if (softmax) {
            OnnxNode last =
                    new OnnxNode(network.classes() == 1 ? "Sigmoid" : "Softmax", PROBABILITIES, List.of(LOGITS));
            nodes.add(network.classes() == 1 ? last : last.integer("axis", 1));
        }
        Shape in = network.input();
        Map<String, String> texts = net.note().texts(TensorLayout.TORCH, net.version());
        new OnnxModel(
                        network.id(),
                        Zoo.find(network.id()).card().title() + ", written by Bestiary with opset " + OnnxModel.OPSET
                                + "; images go in prepared and normalised as the metadata says",
                        net.version(),
                        nodes,
                        graph.tensors(),
                        new OnnxModel.Value(INPUT, sizes(in.channels(), in.height(), in.width())),
                        new OnnxModel.Value(softmax ? PROBABILITIES : LOGITS, sizes(network.classes())),
                        texts)
                .write(out);
    }

    private static List<Long> sizes(long... sizes) {
        List<Long> list = new ArrayList<>();
        for (long size : sizes) {
            list.add(size);
        }
        return list;
    }
}
