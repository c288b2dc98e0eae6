package org.bestiary.zoo.weights;

import java.io.Closeable;
import java.util.List;
import java.util.Map;

/** Named tensors of numbers, in a file or made up. */
public interface TensorSource extends Closeable {
    /** How messages call it: a file name. */
    String name();

    /** Every tensor's shape by name, in the order of the source. */
    Map<String, List<Long>> shapes();

    /** What the source says of itself, in words and sentences under names of its author's choice; nothing for most. */
    default Map<String, String> metadata() {
        return Map.of();
    }

    /**
     * Reads part of a tensor as 32-bit floats.
     *
     * @param tensor its name, one of {@link #shapes()}
     * @param from index of the first number in row-major ('c') order
     * @param to is filled from its start to its end
     * @throws org.bestiary.zoo.ZooException if the tensor holds another kind of number, or the file cannot be read
     */
    void read(String tensor, long from, float[] to);

    /** The whole of a tensor in row-major order. */
    default float[] read(String tensor) {
        long count = shapes().get(tensor).stream().reduce(1L, Math::multiplyExact);
        float[] all = new float[Math.toIntExact(count)];
        read(tensor, 0, all);
        return all;
    }

    @Override
    void close();
}
