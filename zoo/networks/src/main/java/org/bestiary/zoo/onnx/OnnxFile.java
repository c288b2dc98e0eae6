package org.bestiary.zoo.onnx;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bestiary.zoo.ZooException;

/**
 * The weights in an ONNX model, and which operation reads which of them. Nothing of the model is run, other files that it names
 * are not opened, and nothing in it is believed before it is held against the bytes that are there.
 */
public final class OnnxFile {
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_TEXT = 8_000_000;
    private static final int MOST_PARTS = 200_000;

    /** Operations whose tensors are parameters of layers. */
    private static final Set<String> LAYERS = Set.of("Conv", "Gemm", "MatMul", "BatchNormalization");

    /**
     * An operation that reads tensors of the file.
     *
     * @param type its name in ONNX
     * @param inputs what it reads, in order
     * @param turned whether it multiplies with the tensor as in torch, [out, in]
     */
    public record Use(String type, List<String> inputs, boolean turned) {
        public Use {
            inputs = List.copyOf(inputs);
        }
    }

    private final String name;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<Use> uses = new ArrayList<>();
    private boolean transposes;

    private OnnxFile(String name) {
        this.name = name;
    }

    /** Whether a file begins as ONNX models do: with the version of the format, then who wrote it or an opset. */
    public static boolean recognises(Path file) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(4);
        }
        // The length of a header of safetensors, which is what else begins like this, has a zero as its fourth byte.
        return head.length == 4
                && head[3] != 0
                && head[0] == 0x08
                && head[1] > 0
                && head[1] < 32
                && Set.of((byte) 0x12, (byte) 0x1A, (byte) 0x22, (byte) 0x32, (byte) 0x3A, (byte) 0x42)
                        .contains(head[2]);
    }

    /**
     * Opens a model.
     *
     * @throws ZooException if it is not there, damaged or cut off, or has tensors in other files
     */
    public static OnnxFile open(Path path) {
        OnnxFile file = new OnnxFile(path.getFileName().toString());
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new ZooException("it has more than the 2 GB that the format allows");
            }
            file.model(new ProtoReader(channel.map(MapMode.READ_ONLY, 0, channel.size())));
            return file;
        } catch (NoSuchFileException e) {
            throw new ZooException("there is no file " + path, e);
        } catch (IOException e) {
            throw new ZooException("cannot read " + path + ": " + e.getMessage(), e);
        } catch (ZooException e) {
            throw new ZooException(file.name + " is not an ONNX model that can be read: " + e.getMessage(), e);
        }
    }

    private void model(ProtoReader model) {
        boolean graph = false;
        while (model.next()) {
            if (model.field() == 7) {
                graph = true;
                graph(model.message());
            } else if (model.field() == 14) {
                text(model.message());
            } else {
                model.skip();
            }
        }
        if (!graph) {
            throw new ZooException("it has no graph; it may be cut off");
        }
    }

    private void text(ProtoReader entry) {
        String key = "";
        String value = "";
        while (entry.next()) {
            switch (entry.field()) {
                case 1 -> key = entry.text(LONGEST_NAME);
                case 2 -> value = entry.text(LONGEST_TEXT);
                default -> entry.skip();
            }
        }
        metadata.put(key, value);
        bound(metadata.size());
    }

    private void graph(ProtoReader graph) {
        Set<String> other = new HashSet<>();
        while (graph.next()) {
            switch (graph.field()) {
                case 1 -> node(graph.message(), other);
                case 5 -> add(StoredTensor.read(graph.message()), "");
                case 15 -> throw new ZooException("it has sparse tensors; save it with full ones");
                default -> graph.skip();
            }
        }
        // What layers do not read are sizes, bounds and tables of other operations.
        Set<String> parameters = new HashSet<>();
        uses.forEach(use -> parameters.addAll(use.inputs()));
        tensors.keySet().removeIf(t -> other.contains(t) && !parameters.contains(t));
        tensors.values().removeIf(t -> !t.isDecimal());
    }

    private void add(StoredTensor tensor, String called) {
        String as = called.isEmpty() ? tensor.name() : called;
        if (tensors.put(as, tensor) != null) {
            throw new ZooException("two tensors are called '" + as + "'");
        }
        bound(tensors.size());
    }

    private void node(ProtoReader node, Set<String> other) {
        List<String> inputs = new ArrayList<>();
        String output = "";
        String type = "";
        boolean turned = false;
        List<StoredTensor> values = new ArrayList<>();
        while (node.next()) {
            switch (node.field()) {
                case 1 -> inputs.add(node.text(LONGEST_NAME));
                case 2 -> output = node.text(LONGEST_NAME);
                case 4 -> type = node.text(LONGEST_NAME);
                case 5 -> turned |= attribute(node.message(), values);
                default -> node.skip();
            }
            bound(inputs.size());
        }
        transposes |= type.equals("Transpose");
        if (type.equals("Constant") && values.size() == 1) {
            add(values.get(0), output);
        } else if (LAYERS.contains(type)) {
            uses.add(new Use(type, inputs, turned));
            bound(uses.size());
        } else {
            other.addAll(inputs);
            bound(other.size());
        }
    }

    /** Whether it says that the matrix is turned; tensors in it are collected. */
    private static boolean attribute(ProtoReader attribute, List<StoredTensor> values) {
        String key = "";
        long number = 0;
        while (attribute.next()) {
            switch (attribute.field()) {
                case 1 -> key = attribute.text(LONGEST_NAME);
                case 3 -> number = attribute.number();
                case 5 -> values.add(StoredTensor.read(attribute.message()));
                default -> attribute.skip();
            }
        }
        return key.equals("transB") && number == 1;
    }

    private static void bound(int parts) {
        if (parts > MOST_PARTS) {
            throw new ZooException("it has more than " + MOST_PARTS + " parts of a kind");
        }
    }

    /** How messages call it: a file name. */
    public String name() {
        return name;
    }

    /** Texts that come with the model, by name. */
    public Map<String, String> metadata() {
        return Map.copyOf(metadata);
    }

    /** What layers read, in the model's order. */
    public List<Use> uses() {
        return List.copyOf(uses);
    }

    /** Whether axes are exchanged somewhere, as in models that were made of ones with channels last. */
    public boolean transposes() {
        return transposes;
    }

    /** Shapes of the tensors that are weights, by name, in the file's order. */
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        tensors.forEach((key, tensor) -> shapes.put(key, tensor.shape()));
        return shapes;
    }

    /**
     * Reads part of a tensor as 32-bit floats.
     *
     * @param tensor its name, one of {@link #shapes()}
     * @param from index of the first number in row-major order
     * @param to is filled
     */
    public void read(String tensor, long from, float[] to) {
        tensors.get(tensor).read(from, to);
    }
}
