package org.bestiary.zoo.export;

import java.util.List;
import java.util.stream.Stream;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.onnx.OnnxNode;
import org.bestiary.zoo.onnx.OnnxTensor;
import org.bestiary.zoo.op.Activate;
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
import org.bestiary.zoo.op.Input;
import org.bestiary.zoo.op.LocalResponseNorm;
import org.bestiary.zoo.op.Loss;
import org.bestiary.zoo.op.Op;
import org.bestiary.zoo.op.Padding;
import org.bestiary.zoo.op.Pool;
import org.bestiary.zoo.op.ZeroPaddedShortcut;
import org.bestiary.zoo.weights.TensorLayout.Part;

/**
 * How one operation of a network is told in ONNX, for predictions. Paddings are always written out: what ONNX calls "same" and
 * the rounding up of pooling are understood in more than one way.
 *
 * @param graph what is added to
 * @param node the operation
 */
record OnnxOperations(OnnxGraph graph, Node node) implements Op.Visitor<Void> {
    private Shape in() {
        return node.in();
    }

    private String from() {
        return graph.value(node.input());
    }

    private Void add(String type) {
        return add(new OnnxNode(type, graph.name(node), List.of(from())));
    }

    private Void add(OnnxNode made) {
        graph.add(made);
        graph.is(node, graph.name(node));
        return null;
    }

    /** It is what it reads. */
    private Void nothing() {
        graph.is(node, from());
        return null;
    }

    private static long[] pads(Padding p) {
        return new long[] {p.top(), p.left(), p.bottom(), p.right()};
    }

    @Override
    public Void input(Input op) {
        graph.is(node, OnnxExport.INPUT);
        return null;
    }

    @Override
    public Void conv(Conv conv) {
        String weight = graph.convolution(node);
        List<String> inputs = graph.foldedInto(node).isPresent() || conv.bias()
                ? List.of(from(), weight, graph.tensor(node, Part.BIAS))
                : List.of(from(), weight);
        return add(new OnnxNode("Conv", graph.name(node), inputs)
                .ints("kernel_shape", conv.kernelHeight(), conv.kernelWidth())
                .ints("strides", conv.stride(), conv.stride())
                .ints("pads", pads(conv.paddingFor(in())))
                .ints("dilations", conv.dilation(), conv.dilation())
                .integer("group", conv.groups()));
    }

    @Override
    public Void batchNorm(BatchNorm op) {
        if (graph.foldedInto(node.input()).isPresent()) {
            return nothing();
        }
        Stream<String> parts =
                Stream.of(Part.SCALE, Part.SHIFT, Part.MEAN, Part.VARIANCE).map(part -> graph.parameter(node, part));
        return add(new OnnxNode(
                        "BatchNormalization",
                        graph.name(node),
                        Stream.concat(Stream.of(from()), parts).toList())
                .decimal("epsilon", op.epsilon()));
    }

    @Override
    public Void pool(Pool pool) {
        Padding reach = pool.reach(in());
        boolean counting = pool.countPadding() && !pool.max();
        boolean hangsOver = counting && (reach.bottom() > pool.padding() || reach.right() > pool.padding());
        String name = hangsOver ? node.name() + ".means" : graph.name(node);
        OnnxNode made = window(pool.max() ? "MaxPool" : "AveragePool", name, from(), pool.kernel(), pool.kernel())
                .ints("strides", pool.stride(), pool.stride())
                .ints("pads", pads(reach));
        if (counting) {
            made.integer("count_include_pad", 1);
        }
        if (!hangsOver) {
            return add(made);
        }
        graph.add(made);
        return add(new OnnxNode("Mul", graph.name(node), List.of(name, withoutOverhang(pool))));
    }

    /** Padding counts as zeros in a mean, but what hangs over beyond it does not count at all: the means are too small by this. */
    private String withoutOverhang(Pool pool) {
        Shape out = node.output();
        float[] factors = new float[out.height() * out.width()];
        for (int i = 0; i < factors.length; i++) {
            int rows = counted(pool, i / out.width(), in().height());
            int columns = counted(pool, i % out.width(), in().width());
            factors[i] = (float) pool.kernel() * pool.kernel() / (rows * columns);
        }
        return graph.add(OnnxTensor.floats(
                node.name() + ".factors", List.of(1L, 1L, (long) out.height(), (long) out.width()), factors));
    }

    /** Rows or columns of a window that lie on the padded map. */
    private static int counted(Pool pool, int place, int size) {
        int begin = place * pool.stride();
        return Math.min(begin + pool.kernel(), size + 2 * pool.padding()) - begin;
    }

    private OnnxNode window(String type, String name, String source, long height, long width) {
        return new OnnxNode(type, name, List.of(source)).ints("kernel_shape", height, width);
    }

    /** Zeros around a map; the map itself where there are none to add. */
    private String padded(String source, int channelsBefore, int channelsAfter, Padding p) {
        if (p.isNone() && channelsBefore == 0 && channelsAfter == 0) {
            return source;
        }
        String name = node.name() + ".padding";
        long[] sizes = {0, channelsBefore, p.top(), p.left(), 0, channelsAfter, p.bottom(), p.right()};
        graph.add(new OnnxNode("Pad", name, List.of(source, constant("pads", sizes))));
        return name;
    }

    private String constant(String what, long... values) {
        return graph.add(OnnxTensor.longs(node.name() + "." + what, values));
    }

    @Override
    public Void activate(Activate op) {
        return switch (op.function()) {
            case RELU -> add("Relu");
            case TANH -> add("Tanh");
            case SIGMOID -> add("Sigmoid");
            case RELU6 ->
                add(new OnnxNode(
                        "Clip",
                        graph.name(node),
                        List.of(
                                from(),
                                graph.add(OnnxTensor.floats(node.name() + ".min", List.of(), 0)),
                                graph.add(OnnxTensor.floats(node.name() + ".max", List.of(), 6)))));
            case HARD_SIGMOID -> add(hardSigmoid(graph.name(node)));
            case SWISH -> gated(new OnnxNode("Sigmoid", gate(), List.of(from())));
            case HARD_SWISH -> gated(hardSigmoid(gate()));
        };
    }

    private OnnxNode hardSigmoid(String name) {
        return new OnnxNode("HardSigmoid", name, List.of(from()))
                .decimal("alpha", 1.0 / 6)
                .decimal("beta", 0.5);
    }

    private String gate() {
        return node.name() + ".gate";
    }

    /** What is read, times what a gate makes of it. */
    private Void gated(OnnxNode gate) {
        graph.add(gate);
        return add(new OnnxNode("Mul", graph.name(node), List.of(from(), gate())));
    }

    @Override
    public Void globalAveragePool(GlobalAveragePool op) {
        String means = node.name() + ".means";
        graph.add(new OnnxNode("GlobalAveragePool", means, List.of(from())));
        return add(new OnnxNode("Flatten", graph.name(node), List.of(means)).integer("axis", 1));
    }

    @Override
    public Void adaptiveAveragePool(AdaptiveAveragePool op) {
        int height = in().height() / op.height();
        int width = in().width() / op.width();
        if (height * op.height() == in().height() && width * op.width() == in().width()) {
            return add(window("AveragePool", graph.name(node), from(), height, width)
                    .ints("strides", height, width));
        }
        // ONNX has no such pooling: means over rows and over columns are products with a matrix each.
        String columns = node.name() + ".columnMeans";
        String right = graph.add(OnnxTensor.floats(
                node.name() + ".columns",
                List.of((long) in().width(), (long) op.width()),
                transposed(means(in().width(), op.width()), in().width())));
        String left = graph.add(OnnxTensor.floats(
                node.name() + ".rows",
                List.of((long) op.height(), (long) in().height()),
                means(in().height(), op.height())));
        graph.add(new OnnxNode("MatMul", columns, List.of(from(), right)));
        return add(new OnnxNode("MatMul", graph.name(node), List.of(left, columns)));
    }

    /** A row for each mean, with the share that each pixel has in it. */
    private static float[] means(int pixels, int count) {
        float[] matrix = new float[count * pixels];
        for (int i = 0; i < count; i++) {
            int begin = (int) ((long) i * pixels / count);
            int end = (int) (((i + 1L) * pixels + count - 1) / count);
            for (int p = begin; p < end; p++) {
                matrix[i * pixels + p] = 1f / (end - begin);
            }
        }
        return matrix;
    }

    private static float[] transposed(float[] matrix, int columns) {
        int rows = matrix.length / columns;
        float[] turned = new float[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            turned[i % columns * rows + i / columns] = matrix[i];
        }
        return turned;
    }

    /** ONNX divides alpha by the size of the window, as the operation does. */
    @Override
    public Void localResponseNorm(LocalResponseNorm op) {
        return add(new OnnxNode("LRN", graph.name(node), List.of(from()))
                .integer("size", op.size())
                .decimal("alpha", op.alpha())
                .decimal("beta", op.beta())
                .decimal("bias", op.k()));
    }

    private List<String> inputs() {
        return node.inputs().stream().map(graph::value).toList();
    }

    @Override
    public Void add(Add op) {
        return add(new OnnxNode(node.inputs().size() == 2 ? "Add" : "Sum", graph.name(node), inputs()));
    }

    @Override
    public Void concat(Concat op) {
        return add(new OnnxNode("Concat", graph.name(node), inputs()).integer("axis", 1));
    }

    @Override
    public Void channelSlice(ChannelSlice op) {
        long end = op.from() + (long) op.channels();
        return add(new OnnxNode(
                "Slice",
                graph.name(node),
                List.of(from(), constant("from", op.from()), constant("to", end), constant("axis", 1))));
    }

    @Override
    public Void channelScale(ChannelScale op) {
        return add(new OnnxNode("Mul", graph.name(node), inputs()));
    }

    @Override
    public Void zeroPaddedShortcut(ZeroPaddedShortcut op) {
        String source = from();
        if (op.stride() > 1) {
            source = node.name() + ".subsample";
            graph.add(new OnnxNode("MaxPool", source, List.of(from()))
                    .ints("kernel_shape", 1, 1)
                    .ints("strides", op.stride(), op.stride()));
        }
        int after = op.channels() - in().channels() - op.before();
        graph.is(node, padded(source, op.before(), after, Padding.NONE));
        return null;
    }

    @Override
    public Void channelShuffle(ChannelShuffle op) {
        Shape in = in();
        String parts = node.name() + ".parts";
        String turned = node.name() + ".turned";
        long each = in.channels() / op.groups();
        String split = constant("split", 0, op.groups(), each, in.height(), in.width());
        graph.add(new OnnxNode("Reshape", parts, List.of(from(), split)));
        graph.add(new OnnxNode("Transpose", turned, List.of(parts)).ints("perm", 0, 2, 1, 3, 4));
        String whole = constant("whole", 0, in.channels(), in.height(), in.width());
        return add(new OnnxNode("Reshape", graph.name(node), List.of(turned, whole)));
    }

    /** Predictions drop nothing. */
    @Override
    public Void dropout(Dropout op) {
        return nothing();
    }

    @Override
    public Void flatten(Flatten op) {
        return add(new OnnxNode("Flatten", graph.name(node), List.of(from())).integer("axis", 1));
    }

    @Override
    public Void dense(Dense op) {
        List<String> inputs = List.of(from(), graph.parameter(node, Part.WEIGHT), graph.parameter(node, Part.BIAS));
        return add(new OnnxNode("Gemm", graph.name(node), inputs).integer("transB", 1));
    }

    /** Scores are what a network for predictions ends with. */
    @Override
    public Void loss(Loss op) {
        return nothing();
    }
}
