package org.bestiary.zoo.weights;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bestiary.zoo.ZooException;

/**
 * A weight file of Keras 1 and 2 (HDF5): a group per layer whose attribute {@code weight_names} lists its tensors. Tensors
 * are called here {@code layer/kind}, where the kind is Keras' own word: kernel, depthwise_kernel, bias, gamma, beta,
 * moving_mean, moving_variance. The names of Keras 1 ({@code conv1_W_1:0}) are brought to these.
 */
public final class KerasHdf5 implements TensorSource {
    private static final List<String> KINDS =
            List.of("depthwise_kernel", "kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance");

    /** What Keras 1 called them. */
    private static final Map<String, String> OLD_KINDS =
            Map.of("W", "kernel", "b", "bias", "running_mean", "moving_mean", "running_std", "moving_variance");

    private static final Set<String> KERAS_3 = Set.of("layers", "_layer_checkpoint_dependencies", "vars");

    private final Path file;
    private final HdfFile hdf;
    private final Map<String, Dataset> tensors = new LinkedHashMap<>();

    private KerasHdf5(Path file, HdfFile hdf) {
        this.file = file;
        this.hdf = hdf;
    }

    /**
     * Opens a file and lists its tensors.
     *
     * @throws ZooException if it is not there, is damaged or was not written by Keras
     */
    public static KerasHdf5 open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ZooException("there is no file " + file);
        }
        HdfFile hdf = null;
        try {
            hdf = new HdfFile(file);
            KerasHdf5 source = new KerasHdf5(file, hdf);
            // A whole saved model keeps its weights in a group, a weight file at the root.
            source.list(hdf.getChildren().containsKey("model_weights") ? (Group) hdf.getChild("model_weights") : hdf);
            return source;
        } catch (ZooException e) {
            hdf.close();
            throw e;
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            // The reader throws all kinds of them on damaged files.
            if (hdf != null) {
                hdf.close();
            }
            throw new ZooException(file.getFileName() + " is not a whole Keras weight file: " + e.getMessage(), e);
        }
    }

    private void list(Group root) {
        List<String> layers = names(root, "layer_names");
        if (layers.isEmpty() && root.getChildren().keySet().stream().anyMatch(KERAS_3::contains)) {
            throw new ZooException(
                    file.getFileName() + " is a weight file of Keras 3, which numbers its tensors and does"
                            + " not name their layers; save it with Keras 2 (tf_keras), or as safetensors");
        }
        if (layers.isEmpty()) {
            throw new ZooException(file.getFileName()
                    + " was not written by Keras' save_weights in HDF5: attribute layer_names is missing");
        }
        for (String layer : layers) {
            Group group = (Group) root.getByPath(layer);
            List<String> weights = names(group, "weight_names");
            // A network that is a layer of another has its layers' tensors in one group.
            boolean nested = weights.stream().map(KerasHdf5::kind).distinct().count() < weights.size();
            for (String weight : weights) {
                Node node = group.getByPath(weight);
                if (!(node instanceof Dataset dataset) || !dataset.getJavaType().equals(float.class)) {
                    throw new ZooException(
                            "tensor '" + weight + "' of " + file.getFileName() + " must be 32-bit floats");
                }
                tensors.put((nested ? owner(weight) : layer) + "/" + kind(weight), dataset);
            }
        }
    }

    /** The layer in a weight's own name, the last but one part of it. */
    private static String owner(String weight) {
        String[] parts = weight.split("/");
        return parts[Math.max(0, parts.length - 2)];
    }

    /** The texts of an attribute; long ones are in several, numbered from 0. */
    private static List<String> names(Group group, String attribute) {
        if (group.getAttribute(attribute) != null) {
            return strings(group.getAttribute(attribute));
        }
        List<String> all = new ArrayList<>();
        for (int i = 0; group.getAttribute(attribute + i) != null; i++) {
            all.addAll(strings(group.getAttribute(attribute + i)));
        }
        return all;
    }

    private static List<String> strings(Attribute attribute) {
        Object data = attribute.isEmpty() ? null : attribute.getData();
        List<String> all = new ArrayList<>();
        for (int i = 0; data != null && i < Array.getLength(data); i++) {
            all.add(Array.get(data, i).toString());
        }
        return all;
    }

    /** {@code block1_conv1_W_1:0} and {@code block1_conv1/kernel:0} are both a kernel. */
    private static String kind(String weight) {
        String last = weight.substring(weight.lastIndexOf('/') + 1).replaceAll(":\\d+$", "");
        for (String kind : KINDS) {
            if (last.equals(kind) || last.matches(".*_" + kind + "(_\\d+)?")) {
                return kind;
            }
        }
        for (Map.Entry<String, String> old : OLD_KINDS.entrySet()) {
            if (last.matches("(.*_)?" + old.getKey() + "(_\\d+)?")) {
                return old.getValue();
            }
        }
        return last;
    }

    @Override
    public String name() {
        return file.getFileName().toString();
    }

    @Override
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        tensors.forEach((name, d) -> shapes.put(
                name, Arrays.stream(d.getDimensions()).mapToLong(n -> n).boxed().toList()));
        return shapes;
    }

    @Override
    public void read(String tensor, long from, float[] to) {
        try {
            float[] all = (float[]) tensors.get(tensor).getDataFlat();
            System.arraycopy(all, Math.toIntExact(from), to, 0, to.length);
        } catch (LinkageError e) {
            throw new ZooException(
                    "tensor '" + tensor + "' of " + file.getFileName()
                            + " is compressed in a way that is not supported; save it without compression, or with gzip",
                    e);
        } catch (RuntimeException | OutOfMemoryError e) {
            throw new ZooException(
                    "cannot read tensor '" + tensor + "' of " + file.getFileName() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        hdf.close();
    }
}
