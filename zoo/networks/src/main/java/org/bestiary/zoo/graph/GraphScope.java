package org.bestiary.zoo.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.op.Activate;
import org.bestiary.zoo.op.Activation;
import org.bestiary.zoo.op.AdaptiveAveragePool;
import org.bestiary.zoo.op.Add;
import org.bestiary.zoo.op.BatchNorm;
import org.bestiary.zoo.op.ChannelScale;
import org.bestiary.zoo.op.ChannelShuffle;
import org.bestiary.zoo.op.ChannelSlice;
import org.bestiary.zoo.op.Concat;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Dense;
import org.bestiary.zoo.op.Dropout;
import org.bestiary.zoo.op.Flatten;
import org.bestiary.zoo.op.GlobalAveragePool;
import org.bestiary.zoo.op.Init;
import org.bestiary.zoo.op.Input;
import org.bestiary.zoo.op.LocalResponseNorm;
import org.bestiary.zoo.op.Loss;
import org.bestiary.zoo.op.Op;
import org.bestiary.zoo.op.Pool;
import org.bestiary.zoo.op.ZeroPaddedShortcut;

/**
 * The language that architectures are written in. Every method adds one operation and returns its node, so a network reads
 * from top to bottom like the figure in its paper; {@link #in} opens a named part, so that names come out as {@code
 * stage3.block2.conv1}.
 *
 * <pre>{@code
 * Node x = g.conv("conv1", g.input(), Conv.of(64, 7).stride(2).pad(3).noBias()); // 64 x 112 x 112
 * x = g.relu("relu1", g.batchNorm("bn1", x));
 * }</pre>
 *
 * <p>Shapes are worked out as operations are added; a mistake is reported with the full name of the operation.
 */
public final class GraphScope {
    private final Draft draft;
    private final String prefix;

    private GraphScope(Draft draft, String prefix) {
        this.draft = draft;
        this.prefix = prefix;
    }

    /** The network that is being written: shared by a scope and the parts opened from it. */
    private static final class Draft {
        final String id;
        final Shape input;
        final int classes;
        final Map<String, String> settings;
        final Map<String, Node> nodes = new LinkedHashMap<>();
        final List<Node> outputs = new ArrayList<>();
        Init init = Init.he();

        Draft(String id, Shape input, int classes, Map<String, String> settings) {
            this.id = id;
            this.input = input;
            this.classes = classes;
            this.settings = settings;
        }
    }

    /**
     * Describes a network.
     *
     * @param id of its architecture
     * @param input channels, height and width of its images
     * @param classes that it tells apart
     * @param settings the value of each of its options
     * @param definition writes it from input to output
     * @throws ZooException if operations do not fit each other; names the operation
     */
    public static Network describe(
            String id, Shape input, int classes, Map<String, String> settings, Consumer<GraphScope> definition) {
        Draft draft = new Draft(id, input, classes, settings);
        definition.accept(new GraphScope(draft, ""));
        if (draft.outputs.isEmpty()) {
            throw new IllegalStateException(id + " ends without an output");
        }
        return new Network(
                draft.id, input, classes, List.copyOf(draft.nodes.values()), List.copyOf(draft.outputs), draft.init);
    }

    // ---- what the network is built for

    /** A part of the network: names of what it adds start with {@code name} and a dot. */
    public GraphScope in(String name) {
        return new GraphScope(draft, prefix + name + ".");
    }

    /** Number of classes. */
    public int classes() {
        return draft.classes;
    }

    /** The word set for one of the architecture's options. */
    public String setting(String name) {
        String value = draft.settings.get(name);
        if (value == null) {
            throw new IllegalStateException(draft.id + " declares no option '" + name + "'");
        }
        return value;
    }

    /** The whole number set for one of the architecture's options. */
    public int integer(String name) {
        return Integer.parseInt(setting(name));
    }

    /** The number set for one of the architecture's options. */
    public double decimal(String name) {
        return Double.parseDouble(setting(name));
    }

    /** How weights start where an operation does not say; He until set. */
    public void init(Init init) {
        draft.init = init;
    }

    // ---- operations

    /** The image. */
    public Node input() {
        return add("input", new Input(), draft.input);
    }

    /** A convolution of a map. */
    public Node conv(String name, Node x, Conv conv) {
        return add(name, conv, x);
    }

    /** Max or average pooling of a map. */
    public Node pool(String name, Node x, Pool pool) {
        return add(name, pool, x);
    }

    /** Batch normalisation, epsilon 1e-5, running statistics kept at 0.9 (torch momentum 0.1). */
    public Node batchNorm(String name, Node x) {
        return batchNorm(name, x, 1e-5, 0.9);
    }

    /** Batch normalisation with a paper's own constants. */
    public Node batchNorm(String name, Node x, double epsilon, double decay) {
        return add(name, new BatchNorm(epsilon, decay), x);
    }

    /** An activation function. */
    public Node activate(String name, Node x, Activation function) {
        return add(name, new Activate(function), x);
    }

    /** max(0, x). */
    public Node relu(String name, Node x) {
        return activate(name, x, Activation.RELU);
    }

    /** The mean of each channel: a vector. */
    public Node globalAveragePool(String name, Node x) {
        return add(name, new GlobalAveragePool(), x);
    }

    /** The means over a {@code size} x {@code size} grid; nothing is added where the map has that size already. */
    public Node adaptiveAveragePool(String name, Node x, int size) {
        Shape in = x.output();
        boolean fits = !in.vector() && in.height() == size && in.width() == size;
        return fits ? x : add(name, new AdaptiveAveragePool(size, size), x);
    }

    /** Local response normalisation across channels; alpha is divided by {@code size}. */
    public Node localResponseNorm(String name, Node x, int size, double alpha, double beta, double k) {
        return add(name, new LocalResponseNorm(size, alpha, beta, k), x);
    }

    /** The elementwise sum of maps of one shape. */
    public Node add(String name, Node first, Node second) {
        return add(name, new Add(), first, second);
    }

    /** The channels of all inputs, in order. */
    public Node concat(String name, List<Node> inputs) {
        return add(name, new Concat(), inputs.toArray(Node[]::new));
    }

    /** Every {@code stride}-th row and column, with channels of zeros appended up to {@code channels}. */
    public Node zeroPaddedShortcut(String name, Node x, int channels, int stride) {
        return zeroPaddedShortcut(name, x, channels, stride, 0);
    }

    /** The same with {@code before} of the channels of zeros before the input's own. */
    public Node zeroPaddedShortcut(String name, Node x, int channels, int stride, int before) {
        return add(name, new ZeroPaddedShortcut(channels, stride, before), x);
    }

    /** Channel shuffle between groups. */
    public Node channelShuffle(String name, Node x, int groups) {
        return add(name, new ChannelShuffle(groups), x);
    }

    /** The channels {@code from} to {@code from + channels - 1}, counted from 0. */
    public Node channelSlice(String name, Node x, int from, int channels) {
        return add(name, new ChannelSlice(from, channels), x);
    }

    /** The map times one factor for each of its channels, which is a map of 1 x 1. */
    public Node channelScale(String name, Node x, Node factors) {
        return add(name, new ChannelScale(), x, factors);
    }

    /** Dropout of this share of the activations; a rate of 0 adds nothing. */
    public Node dropout(String name, Node x, double rate) {
        return rate == 0 ? x : add(name, new Dropout(rate), x);
    }

    /** The map as a vector, channel by channel. */
    public Node flatten(String name, Node x) {
        return add(name, new Flatten(), x);
    }

    /** Fully connected, with bias. */
    public Node dense(String name, Node x, int units) {
        return dense(name, x, units, draft.init);
    }

    /** Fully connected, with bias, with a start of its own. */
    public Node dense(String name, Node x, int units, Init init) {
        return add(name, new Dense(units, init), x);
    }

    /**
     * Ends the network: softmax cross-entropy on these logits, one per class. A single class is a yes or no: sigmoid
     * cross-entropy.
     */
    public Node classify(Node logits) {
        return output("output", logits, 1);
    }

    /** An auxiliary classifier for training, whose loss counts {@code weight} times. */
    public Node auxiliaryOutput(String name, Node logits, double weight) {
        return output(name, logits, weight);
    }

    private Node output(String name, Node logits, double weight) {
        if (!logits.output().equals(Shape.vector(draft.classes))) {
            throw mistake(
                    name,
                    "logits must be a vector with one number per class (" + draft.classes + "), but got " + logits);
        }
        Node node = add(name, new Loss(draft.classes == 1, weight), logits);
        draft.outputs.add(name.equals("output") ? 0 : draft.outputs.size(), node);
        return node;
    }

    // ---- plumbing

    private Node add(String name, Op op, Node... inputs) {
        try {
            return add(name, op, op.output(Stream.of(inputs).map(Node::output).toList()), inputs);
        } catch (ZooException e) {
            throw mistake(name, e.getMessage());
        }
    }

    private ZooException mistake(String name, String what) {
        return new ZooException(draft.id + ", " + prefix + name + ": " + what);
    }

    private Node add(String name, Op op, Shape output, Node... inputs) {
        Node node = new Node(prefix + name, op, List.of(inputs), output);
        if (draft.nodes.putIfAbsent(node.name(), node) != null) {
            throw new IllegalStateException(draft.id + " has two nodes called " + node.name());
        }
        return node;
    }
}
