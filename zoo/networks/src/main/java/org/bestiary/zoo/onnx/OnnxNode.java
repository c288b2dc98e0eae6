package org.bestiary.zoo.onnx;

import java.util.List;

/**
 * One operation of an ONNX graph: what it is, what it reads and the one value that it makes. Attributes are added by
 * chaining: {@code new OnnxNode("Conv", "conv1", List.of("input", "conv1.weight")).ints("strides", 2, 2)}.
 */
public final class OnnxNode {
    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int INTS = 7;

    private final String type;
    private final ProtoWriter message = new ProtoWriter();

    /**
     * A node that is called like the value that it makes.
     *
     * @param type the operation's name in ONNX, {@code Conv}
     * @param output the value that it makes
     * @param inputs the values and initialisers that it reads, in the order of the operation
     */
    public OnnxNode(String type, String output, List<String> inputs) {
        this.type = type;
        inputs.forEach(name -> message.text(1, name));
        message.text(2, output).text(3, output).text(4, type);
    }

    /** The operation's name in ONNX. */
    public String type() {
        return type;
    }

    /** Adds an attribute of whole numbers. */
    public OnnxNode ints(String name, long... values) {
        ProtoWriter attribute = new ProtoWriter().text(1, name);
        for (long value : values) {
            attribute.number(8, value);
        }
        message.message(5, attribute.number(20, INTS));
        return this;
    }

    /** Adds an attribute of one whole number. */
    public OnnxNode integer(String name, long value) {
        message.message(5, new ProtoWriter().text(1, name).number(3, value).number(20, INT));
        return this;
    }

    /** Adds an attribute of one number. */
    public OnnxNode decimal(String name, double value) {
        message.message(5, new ProtoWriter().text(1, name).decimal(2, value).number(20, FLOAT));
        return this;
    }

    byte[] toBytes() {
        return message.toBytes();
    }
}
