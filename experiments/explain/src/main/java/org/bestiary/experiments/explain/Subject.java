package org.bestiary.experiments.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bestiary.common.NearestNames;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.RgbImage;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.analysis.Analysis;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.graph.LayerSet;
import org.bestiary.zoo.graph.Network;
import org.bestiary.zoo.layer.Inspection;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network with all that is needed to ask it about images, in evaluation mode and in batches. Images and gradients are
 * arrays of C x H x W numbers (channel, row, column), whatever the engine. One thread at a time.
 */
public final class Subject {
    /** Memory for the maps of a batch, and as much again for their gradients. */
    private static final long BATCH_BYTES = 256L << 20;

    private static final int MOST_IMAGES = 64;

    private final Network network;
    private final LayerSet set;
    private final ComputationGraph graph;
    private final String logits;
    private final List<String> classes;
    private final ImageInput images;
    private final PixelScale pixels;
    private final Layers layers;
    private final int batch;

    /**
     * @param network what the graph was built from
     * @param engine whose layers the graph has
     * @param graph with its parameters
     * @param classes names, one per class
     * @param images how the network reads images
     */
    public Subject(Network network, Engine engine, ComputationGraph graph, List<String> classes, ImageInput images) {
        this.network = network;
        this.set = LayerSet.of(engine);
        this.graph = graph;
        this.logits = set.vertexOf(network, network.logits());
        this.classes = List.copyOf(classes);
        this.images = images;
        this.pixels = new PixelScale(images);
        this.layers = new Layers(network, set);
        long bytes = Analysis.of(network.inference()).activationMemory(1).trainingBytes();
        this.batch = (int) Math.max(1, Math.min(MOST_IMAGES, BATCH_BYTES / bytes));
    }

    /** Shape of one image. */
    public Shape input() {
        return network.input();
    }

    /** Id of the network. */
    public String id() {
        return network.id();
    }

    /** Names of the classes. */
    public List<String> classes() {
        return classes;
    }

    /** How the network reads pixels. */
    public PixelScale pixels() {
        return pixels;
    }

    /** The layers by name. */
    public Layers layers() {
        return layers;
    }

    /** How many images go through at once. */
    public int batch() {
        return batch;
    }

    /** Whether any layer is a ReLU. */
    public boolean hasRelu() {
        return Inspection.hasRelu(graph);
    }

    /** The network's input for an image of any size. */
    public float[] prepare(RgbImage image) {
        return images.numbers(images.preparation().prepare(image));
    }

    /**
     * The network's input for an image of a data set: as it is if it has the size that the network reads, else prepared.
     *
     * @param shape of the image
     * @param pixels unsigned bytes in the order row, column, channel
     */
    public float[] prepare(ImageShape shape, byte[] pixels) {
        return shape.equals(images.shape()) ? images.numbers(pixels) : prepare(RgbImage.of(shape, pixels));
    }

    /** A parameter of DL4J's graph, such as {@code conv1_W}. */
    INDArray parameter(String name) {
        return graph.getParam(name);
    }

    /**
     * The class that a user means: by its name, or by its number from 0.
     *
     * @throws ZooException if there is none; names the nearest
     */
    public int classOf(String nameOrNumber) {
        for (int i = 0; i < classes.size(); i++) {
            if (classes.get(i).equalsIgnoreCase(nameOrNumber)) {
                return i;
            }
        }
        if (nameOrNumber.matches("-?\\d{1,9}")) {
            int number = Integer.parseInt(nameOrNumber);
            if (number >= 0 && number < classes.size()) {
                return number;
            }
            throw new ZooException(
                    "a class of this network must be from 0 to " + (classes.size() - 1) + ", but got " + nameOrNumber);
        }
        throw new ZooException("no class is called '" + nameOrNumber + "'"
                + NearestNames.hint(nameOrNumber.toLowerCase(Locale.ROOT), classes));
    }

    /** The scores before softmax, a row per image. */
    public float[][] scores(List<float[]> images) {
        return scores(images, done -> {});
    }

    /** The same; {@code progress} is told how many images are done. */
    public float[][] scores(List<float[]> images, IntConsumer progress) {
        float[][] all = new float[images.size()][];
        for (int from = 0; from < all.length; from += batch) {
            List<float[]> part = part(images, from);
            List<float[]> rows =
                    rows(look(part, Inspection.of(graph, logits)::run).output());
            for (int i = 0; i < rows.size(); i++) {
                all[from + i] = rows.get(i);
            }
            progress.accept(from + rows.size());
        }
        return all;
    }

    /** Probabilities of a row of scores: softmax, or the sigmoid of a network with a single class. */
    public static double[] probabilities(float... scores) {
        if (scores.length == 1) {
            return new double[] {1 / (1 + Math.exp(-scores[0]))};
        }
        double largest = IntStream.range(0, scores.length)
                .mapToDouble(i -> scores[i])
                .max()
                .orElseThrow();
        double[] p = IntStream.range(0, scores.length)
                .mapToDouble(i -> Math.exp(scores[i] - largest))
                .toArray();
        double sum = IntStream.range(0, p.length).mapToDouble(i -> p[i]).sum();
        return IntStream.range(0, p.length).mapToDouble(i -> p[i] / sum).toArray();
    }

    /** The class with the largest score. */
    public static int best(float... scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    /**
     * Gradients of class scores before softmax with respect to the images.
     *
     * @param targets the class of each image
     * @param guided whether ReLUs pass on positive gradients only
     */
    public List<float[]> gradients(List<float[]> images, int[] targets, boolean guided) {
        List<float[]> all = new ArrayList<>();
        for (int from = 0; from < images.size(); from += batch) {
            List<float[]> part = part(images, from);
            Inspection inspection = Inspection.of(graph, logits).imageGradient();
            Inspection chosen = guided ? inspection.guided() : inspection;
            Inspection.Objective objective = oneHot(targets, from);
            all.addAll(rows(
                    look(part, x -> chosen.run(x, objective)).imageGradient().orElseThrow()));
        }
        return all;
    }

    /**
     * A layer's answer to an image, C x H x W, and the gradient of a class score with respect to it.
     *
     * @param activation the layer's output
     * @param gradient of the same length
     */
    @SuppressWarnings("ArrayRecordComponent") // large, and never compared
    record Inner(float[] activation, float[] gradient) {}

    /** The answers of a layer and the gradients of class scores with respect to them. */
    List<Inner> inner(List<float[]> images, int[] targets, Layer layer) {
        List<Inner> all = new ArrayList<>();
        for (int from = 0; from < images.size(); from += batch) {
            Inspection inspection = Inspection.of(graph, logits).gradientsAt(layer.vertex());
            Inspection.Objective objective = oneHot(targets, from);
            Inspection.Seen seen = look(part(images, from), x -> inspection.run(x, objective));
            List<float[]> activations = rows(seen.activations().get(layer.vertex()));
            List<float[]> gradients = rows(seen.gradients().get(layer.vertex()));
            for (int i = 0; i < activations.size(); i++) {
                all.add(new Inner(activations.get(i), gradients.get(i)));
            }
        }
        return all;
    }

    /** The answers of a layer, C x H x W, or the numbers of a vector. */
    public List<float[]> activations(List<float[]> images, Layer layer) {
        List<float[]> all = new ArrayList<>();
        for (int from = 0; from < images.size(); from += batch) {
            all.addAll(rows(look(part(images, from), Inspection.of(graph, layer.vertex())::run)
                    .output()));
        }
        return all;
    }

    private List<float[]> part(List<float[]> images, int from) {
        return images.subList(from, Math.min(images.size(), from + batch));
    }

    private Inspection.Seen look(List<float[]> images, Function<INDArray, Inspection.Seen> pass) {
        Shape in = network.input();
        float[] flat = new float[Math.toIntExact(images.size() * in.size())];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(images.get(i), 0, flat, Math.toIntExact(i * in.size()), (int) in.size());
        }
        long[] shape = {images.size(), in.channels(), in.height(), in.width()};
        return pass.apply(set.arrange(network, Nd4j.create(flat, shape, 'c')));
    }

    private static Inspection.Objective oneHot(int[] targets, int from) {
        return y -> {
            INDArray gradient = Nd4j.zeros(DataType.FLOAT, y.shape());
            for (int i = 0; i < y.size(0); i++) {
                gradient.putScalar(i, targets[from + i], 1);
            }
            return gradient;
        };
    }

    private List<float[]> rows(INDArray x) {
        INDArray maps = x.rank() == 4 && set.layout() == CNN2DFormat.NHWC
                ? x.permute(0, 3, 1, 2).dup('c')
                : x;
        return List.of(maps.reshape('c', x.size(0), x.length() / x.size(0)).toFloatMatrix());
    }
}
