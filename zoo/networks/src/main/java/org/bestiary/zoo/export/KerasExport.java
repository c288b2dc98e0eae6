package org.bestiary.zoo.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bestiary.zoo.weights.GraphWeights;
import org.bestiary.zoo.weights.KerasHdf5;
import org.bestiary.zoo.weights.TensorLayout;

/**
 * Writes weights in HDF5 as Keras 2 lays them out ({@code save_weights}): a group per layer, whose attribute {@code
 * weight_names} lists its tensors; 32-bit floats with Keras' axes. Layers are called as in keras-applications where that
 * publishes the network, else as our vertices.
 */
public final class KerasExport {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Attributes of a group have at most 64 KB, so that Keras too cuts long lists into several. */
    private static final int MOST_BYTES = 64_000;

    private KerasExport() {}

    /**
     * Writes a file.
     *
     * @param net the network
     * @param file is overwritten; a part of it is left behind when this fails
     * @throws IOException if it cannot be written
     */
    public static void write(Exported net, Path file) throws IOException {
        GraphWeights weights = net.weights(TensorLayout.KERAS);
        Map<String, List<String>> layers = new LinkedHashMap<>();
        for (String tensor : weights.shapes().keySet()) {
            layers.computeIfAbsent(tensor.substring(0, tensor.lastIndexOf('/')), l -> new ArrayList<>())
                    .add(tensor);
        }
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putAttribute("backend", "tensorflow");
            hdf.putAttribute("keras_version", "2.15.0");
            names(hdf, "layer_names", List.copyOf(layers.keySet()));
            layers.forEach((layer, tensors) -> layer(hdf, layer, tensors, weights));
            hdf.putGroup(KerasHdf5.NOTE)
                    .putDataset(
                            KerasHdf5.NOTE,
                            JSON.writeValueAsBytes(net.note().texts(TensorLayout.KERAS, net.version())));
        }
    }

    private static void layer(WritableHdfFile hdf, String layer, List<String> tensors, GraphWeights weights) {
        WritableGroup outer = hdf.putGroup(layer);
        names(outer, "weight_names", tensors.stream().map(t -> t + ":0").toList());
        WritableGroup inner = outer.putGroup(layer);
        for (String tensor : tensors) {
            List<Long> shape = weights.shapes().get(tensor);
            inner.putDataset(
                    tensor.substring(tensor.lastIndexOf('/') + 1) + ":0", array(weights.read(tensor), shape, 0, 0));
        }
    }

    private static void names(WritableGroup group, String attribute, List<String> names) {
        int longest = names.stream().mapToInt(String::length).max().orElse(1);
        int each = Math.max(1, MOST_BYTES / longest);
        if (names.size() <= each) {
            group.putAttribute(attribute, names.toArray(String[]::new));
            return;
        }
        for (int i = 0; i * each < names.size(); i++) {
            List<String> some = names.subList(i * each, Math.min(names.size(), (i + 1) * each));
            group.putAttribute(attribute + i, some.toArray(String[]::new));
        }
    }

    /** An array of arrays of this shape, as the library takes it. */
    private static Object array(float[] values, List<Long> shape, int axis, int from) {
        int size = Math.toIntExact(shape.get(axis));
        if (axis == shape.size() - 1) {
            float[] row = new float[size];
            System.arraycopy(values, from, row, 0, size);
            return row;
        }
        int each = 1;
        for (long s : shape.subList(axis + 1, shape.size())) {
            each = Math.toIntExact(each * s);
        }
        Object first = array(values, shape, axis + 1, from);
        Object all = Array.newInstance(first.getClass(), size);
        Array.set(all, 0, first);
        for (int i = 1; i < size; i++) {
            Array.set(all, i, array(values, shape, axis + 1, from + i * each));
        }
        return all;
    }
}
