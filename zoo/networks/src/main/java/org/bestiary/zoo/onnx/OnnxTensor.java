package org.bestiary.zoo.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An initialiser of an ONNX graph: a tensor that comes with the model.
 *
 * @param name what nodes call it
 * @param type number of its type of elements in ONNX
 * @param shape its sizes; none for a scalar
 * @param width bytes of one element
 * @param content writes the elements in row-major order, little-endian
 */
public record OnnxTensor(String name, int type, List<Long> shape, int width, Content content) {
    static final int FLOAT = 1;
    static final int LONG = 7;

    /** The elements of a tensor. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of them. */
        void write(OutputStream out) throws IOException;
    }

    public OnnxTensor {
        shape = List.copyOf(shape);
    }

    /** 32-bit floats that are written when they are asked for. */
    public static OnnxTensor floats(String name, List<Long> shape, Content content) {
        return new OnnxTensor(name, FLOAT, shape, Float.BYTES, content);
    }

    /** 32-bit floats. */
    public static OnnxTensor floats(String name, List<Long> shape, float... values) {
        return floats(name, shape, out -> out.write(littleEndian(values)));
    }

    /** A row of whole numbers. */
    public static OnnxTensor longs(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return new OnnxTensor(name, LONG, List.of((long) values.length), Long.BYTES, out -> out.write(bytes.array()));
    }

    /** 32-bit floats as files of weights hold them. */
    public static byte[] littleEndian(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /** Bytes of all elements. */
    long size() {
        return shape.stream().reduce((long) width, Math::multiplyExact);
    }

    /** The message without its elements, which must follow. */
    byte[] head() {
        ProtoWriter head = new ProtoWriter();
        shape.forEach(size -> head.number(1, size));
        return head.number(2, type).text(8, name).head(9, size()).toBytes();
    }
}
