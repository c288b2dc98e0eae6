package org.bestiary.zoo.weights;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bestiary.zoo.onnx.OnnxFile;

/**
 * The weights of an ONNX model with torch's axes. Matrices that the model multiplies with the other way round, [in, out], are
 * turned.
 */
final class OnnxWeights implements TensorSource {
    private final OnnxFile file;
    private final Map<String, List<Long>> shapes;
    private final Set<String> turned = new HashSet<>();

    OnnxWeights(OnnxFile file) {
        this.file = file;
        this.shapes = new LinkedHashMap<>(file.shapes());
        for (OnnxFile.Use use : file.uses()) {
            String weight = use.inputs().size() > 1 ? use.inputs().get(1) : "";
            boolean product = use.type().equals("Gemm") || use.type().equals("MatMul");
            if (product
                    && !use.turned()
                    && shapes.containsKey(weight)
                    && shapes.get(weight).size() == 2) {
                turned.add(weight);
            }
        }
        for (String tensor : turned) {
            List<Long> shape = shapes.get(tensor);
            shapes.put(tensor, List.of(shape.get(1), shape.get(0)));
        }
    }

    OnnxFile file() {
        return file;
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public Map<String, List<Long>> shapes() {
        return shapes;
    }

    @Override
    public Map<String, String> metadata() {
        return file.metadata();
    }

    @Override
    public void read(String tensor, long from, float[] to) {
        if (!turned.contains(tensor)) {
            file.read(tensor, from, to);
            return;
        }
        long rows = shapes.get(tensor).get(0);
        long columns = shapes.get(tensor).get(1);
        long first = from / columns;
        int count = (int) ((from + to.length + columns - 1) / columns - first);
        float[] part = new float[count];
        for (long column = 0; column < columns; column++) {
            file.read(tensor, column * rows + first, part);
            for (int row = 0; row < count; row++) {
                long at = (first + row) * columns + column - from;
                if (at >= 0 && at < to.length) {
                    to[(int) at] = part[row];
                }
            }
        }
    }

    /** What layers of these operations read, in the model's order; only those whose weights are in the file. */
    List<OnnxFile.Use> layers(Set<String> types) {
        List<OnnxFile.Use> layers = new ArrayList<>();
        for (OnnxFile.Use use : file.uses()) {
            if (types.contains(use.type())
                    && use.inputs().size() > 1
                    && shapes.containsKey(use.inputs().get(1))) {
                layers.add(use);
            }
        }
        return layers;
    }

    @Override
    public void close() {
        // the file is mapped, and closed already
    }
}
