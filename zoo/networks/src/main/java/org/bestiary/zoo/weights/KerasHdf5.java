package org.bestiary.zoo.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bestiary.zoo.ZooException;

/**
 * A weight file of Keras 1 and 2 (HDF5): a group per layer whose attribute {@code weight_names} lists its tensors. Tensors
 * are called here {@code layer/kind}, where the kind is Keras' own word: kernel, depthwise_kernel, bias, gamma, beta,
 * moving_mean, moving_variance. The names of Keras 1 ({@code conv1_W_1:0}) are brought to these. Kernels of convolutions that
 * Keras saved on Theano, which slides them the other way round, are turned as Keras turns them when it loads such a file.
 */
public final class KerasHdf5 implements TensorSource {
    /** The group, and the dataset in it, with what Bestiary says of a network: texts by name, as JSON. */
    public static final String NOTE = "bestiary";

    private static final long LONGEST_NOTE = 8_000_000;

    private static final List<String> KINDS =
            List.of("depthwise_kernel", "kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance");

    /** What Keras 1 called them. */
    private static final Map<String, String> OLD_KINDS =
            Map.of("W", "kernel", "b", "bias", "running_mean", "moving_mean", "running_std", "moving_variance");

    private static final Set<String> KERAS_3 = Set.of("layers", "_layer_checkpoint_dependencies", "vars");

    /** Deflate makes at most so many bytes of one; the other kinds of compression less. */
    private static final long MOST_EXPANDED = 1032;

    /** Bytes that a file needs at least to say where a piece of a tensor is. */
    private static final long LEAST_PIECE = 8;

    private final Path file;
    private final HdfFile hdf;
    private final Map<String, Dataset> tensors = new LinkedHashMap<>();
    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

    private final Map<String, String> metadata = new LinkedHashMap<>();

    /** Whether convolutions were saved for a library that turns their kernels. */
    private boolean turned;

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
            Group root = hdf.getChildren().containsKey("model_weights") ? (Group) hdf.getChild("model_weights") : hdf;
            source.turned = names(root, "backend").contains("theano")
                    || names(hdf, "backend").contains("theano");
            source.list(root);
            source.readNote();
            return source;
        } catch (ZooException e) {
            close(hdf);
            throw e;
        } catch (JsonProcessingException | RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
            // The reader throws all kinds of them on damaged files.
            close(hdf);
            throw new ZooException(file.getFileName() + " is not a whole Keras weight file: " + reason(e), e);
        }
    }

    private static void close(HdfFile hdf) {
        if (hdf != null) {
            hdf.close();
        }
    }

    private static String reason(Throwable e) {
        return e instanceof Error || e.getMessage() == null
                ? "what it says of its parts makes no sense"
                : e.getMessage();
    }

    private void readNote() throws JsonProcessingException {
        if (hdf.getChildren().get(NOTE) instanceof Group group
                && group.getChildren().get(NOTE) instanceof Dataset dataset
                && dataset.getSize() <= Math.min(LONGEST_NOTE, hdf.size())
                && dataset.getData() instanceof byte[] bytes) {
            Map<String, String> texts =
                    new ObjectMapper().readValue(new String(bytes, StandardCharsets.UTF_8), new TypeReference<>() {});
            metadata.putAll(texts);
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
                String name = (nested ? owner(weight) : layer) + "/" + kind(weight);
                shapes.put(name, shape(weight, dataset));
                tensors.put(name, dataset);
            }
        }
    }

    /** Sizes of a tensor, which cannot have more numbers, or be in more pieces, than the file has room for. */
    private List<Long> shape(String weight, Dataset dataset) {
        List<Long> shape =
                Arrays.stream(dataset.getDimensions()).asLongStream().boxed().toList();
        long bytes = file.toFile().length();
        boolean possible;
        if (dataset instanceof ChunkedDataset chunked) {
            int[] chunk = chunked.getChunkDimensions();
            List<Long> pieces = IntStream.range(0, shape.size())
                    .mapToObj(i -> chunk[i] < 1 ? Long.MAX_VALUE : (shape.get(i) + chunk[i] - 1) / chunk[i])
                    .toList();
            possible = atMost(shape, bytes * MOST_EXPANDED / Float.BYTES) && atMost(pieces, bytes / LEAST_PIECE);
        } else {
            possible = atMost(shape, bytes / Float.BYTES);
        }
        if (!possible) {
            throw new ZooException("tensor '" + weight + "' of " + file.getFileName() + " says that it has the shape "
                    + shape + ", which its file cannot have; fetch it again");
        }
        return shape;
    }

    private static boolean atMost(List<Long> sizes, long most) {
        long product = 1;
        for (long n : sizes) {
            if (n < 0 || n > most || product * n > most) {
                return false;
            }
            product *= n;
        }
        return true;
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
        if (data != null && !data.getClass().isArray()) {
            return List.of(data.toString());
        }
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
        return shapes;
    }

    @Override
    public Map<String, String> metadata() {
        return Map.copyOf(metadata);
    }

    @Override
    public void read(String tensor, long from, float[] to) {
        try {
            float[] all = (float[]) tensors.get(tensor).getDataFlat();
            if (turned && shapes.get(tensor).size() == 4 && tensor.endsWith("/kernel")) {
                all = turnedRound(all, shapes.get(tensor));
            }
            System.arraycopy(all, Math.toIntExact(from), to, 0, to.length);
        } catch (LinkageError e) {
            throw new ZooException(
                    "tensor '" + tensor + "' of " + file.getFileName()
                            + " is compressed in a way that is not read; save it without compression, or with gzip or lzf",
                    e);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            throw new ZooException(
                    "cannot read tensor " + "\'" + tensor + "\'" + " of " + file.getFileName() + ": " + reason(e), e);
        }
    }

    /** A kernel [rows, columns, in, out] with rows and columns from the last to the first. */
    private static float[] turnedRound(float[] kernel, List<Long> shape) {
        int places = Math.toIntExact(shape.get(0) * shape.get(1));
        int each = places == 0 ? 0 : kernel.length / places;
        float[] turned = new float[kernel.length];
        for (int i = 0; i < places; i++) {
            System.arraycopy(kernel, i * each, turned, (places - 1 - i) * each, each);
        }
        return turned;
    }

    @Override
    public void close() {
        hdf.close();
    }
}
