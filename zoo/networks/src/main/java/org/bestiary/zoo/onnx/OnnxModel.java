package org.bestiary.zoo.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bestiary.zoo.ZooException;

/**
 * An ONNX model with one input and one output of 32-bit floats, whose first axis is a batch of any size.
 *
 * @param name of the graph
 * @param description for people
 * @param version of the program that writes it
 * @param nodes in an order in which they can be computed
 * @param tensors the initialisers
 * @param input what is given to it
 * @param output what comes out
 * @param metadata texts that travel with it, by name
 */
public record OnnxModel(
        String name,
        String description,
        String version,
        List<OnnxNode> nodes,
        List<OnnxTensor> tensors,
        Value input,
        Value output,
        Map<String, String> metadata) {
    /** The version of the operations, old enough for any runtime of the last years. */
    public static final int OPSET = 13;

    /** The version of the format that came with that opset. */
    private static final int FORMAT = 7;

    /** Protocol buffers count bytes of a message in 31 bits. */
    private static final long LARGEST = Integer.MAX_VALUE;

    /**
     * An input or output.
     *
     * @param name what programs call it
     * @param shape its sizes behind the batch
     */
    public record Value(String name, List<Long> shape) {
        public Value {
            shape = List.copyOf(shape);
        }

        private ProtoWriter message() {
            ProtoWriter sizes = new ProtoWriter().message(1, new ProtoWriter().text(2, "batch"));
            shape.forEach(size -> sizes.message(1, new ProtoWriter().number(1, size)));
            ProtoWriter tensor = new ProtoWriter().number(1, OnnxTensor.FLOAT).message(2, sizes);
            return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
        }
    }

    public OnnxModel {
        nodes = List.copyOf(nodes);
        tensors = List.copyOf(tensors);
    }

    /**
     * Writes the model.
     *
     * @throws ZooException if it is larger than the format allows, 2 GB; nothing is written then
     */
    public void write(OutputStream out) throws IOException {
        ProtoWriter before = new ProtoWriter();
        nodes.forEach(node -> before.bytes(1, node.toBytes()));
        before.text(2, name);
        ProtoWriter after = new ProtoWriter()
                .text(10, description)
                .message(11, input.message())
                .message(12, output.message());
        List<byte[]> heads = new ArrayList<>();
        long length = before.toBytes().length + (long) after.toBytes().length;
        for (OnnxTensor tensor : tensors) {
            byte[] head = tensor.head();
            byte[] field =
                    new ProtoWriter().head(5, head.length + tensor.size()).toBytes();
            heads.add(joined(field, head));
            length += field.length + head.length + tensor.size();
        }
        ProtoWriter head = new ProtoWriter()
                .number(1, FORMAT)
                .text(2, "bestiary")
                .text(3, version)
                .text(6, description)
                .message(8, new ProtoWriter().text(1, "").number(2, OPSET));
        metadata.forEach(
                (key, value) -> head.message(14, new ProtoWriter().text(1, key).text(2, value)));
        head.head(7, length);
        if (head.toBytes().length + length > LARGEST) {
            throw new ZooException("an ONNX file has at most 2 GB, but " + name + " needs " + (length >> 20)
                    + " MB; export it as safetensors");
        }
        out.write(head.toBytes());
        out.write(before.toBytes());
        for (int i = 0; i < heads.size(); i++) {
            out.write(heads.get(i));
            tensors.get(i).content().write(out);
        }
        out.write(after.toBytes());
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
