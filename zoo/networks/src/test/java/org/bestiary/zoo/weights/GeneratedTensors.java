package org.bestiary.zoo.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights that any program can make up from the names of the tensors, so that two implementations can be compared without a
 * file. Number i of a tensor is u in [0, 1): FNV-1a (64 bits) of the name plus (i + 1) times the golden-ratio constant, mixed
 * by SplitMix64's finaliser, its upper 24 bits over 2^24. Tensors of several dimensions are (2u - 1) sqrt(3 / fan-in); scale
 * and running variance of a normalisation 0.5 + u; all else 0.1 (2u - 1).
 */
public class GeneratedTensors implements TensorSource {
    private final Map<String, List<Long>> shapes;

    public GeneratedTensors(Map<String, List<Long>> shapes) {
        this.shapes = new LinkedHashMap<>(shapes);
    }

    static double uniform(long hash, long index) {
        long z = hash + (index + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z = z ^ (z >>> 31);
        return (z >>> 40) * 0x1p-24;
    }

    static long hash(String name) {
        long h = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ (b & 0xff)) * 0x100000001B3L;
        }
        return h;
    }

    /** The input: 2u - 1 under the name "input". */
    static float[] input(int count) {
        long hash = hash("input");
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (2 * uniform(hash, i) - 1);
        }
        return values;
    }

    @Override
    public String name() {
        return "generated weights";
    }

    @Override
    public Map<String, List<Long>> shapes() {
        return shapes;
    }

    @Override
    public void read(String tensor, long from, float[] to) {
        List<Long> shape = shapes.get(tensor);
        long hash = hash(tensor);
        boolean aroundOne = tensor.endsWith("running_var") || (shape.size() == 1 && tensor.endsWith("weight"));
        double fanIn = shape.stream().skip(1).reduce(1L, (a, b) -> a * b);
        double range = shape.size() > 1 ? Math.sqrt(3 / fanIn) : 0.1;
        for (int i = 0; i < to.length; i++) {
            double u = uniform(hash, from + i);
            to[i] = (float) (aroundOne ? 0.5 + u : (2 * u - 1) * range);
        }
    }

    /** Writes all tensors as a file of safetensors. */
    void write(Path file) {
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        long offset = 0;
        for (Map.Entry<String, List<Long>> e : shapes.entrySet()) {
            long bytes = e.getValue().stream().reduce(4L, (a, b) -> a * b);
            header.append(",\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                    .formatted(e.getKey(), e.getValue(), offset, offset + bytes));
            offset += bytes;
        }
        header.append('}');
        header.append(" ".repeat((8 - header.length() % 8) % 8));
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(text.length)
                    .array());
            out.write(text);
            for (String tensor : shapes.keySet()) {
                float[] values = read(tensor);
                ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(values);
                out.write(bytes.array());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        // nothing is open
    }
}
