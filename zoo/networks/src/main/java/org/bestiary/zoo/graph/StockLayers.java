package org.bestiary.zoo.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.layer.AdaptiveAveragePoolVertex;
import org.bestiary.zoo.layer.ChannelScaleVertex;
import org.bestiary.zoo.layer.DecayedBatchNormalization;
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
import org.bestiary.zoo.op.Flatten;
import org.bestiary.zoo.op.GlobalAveragePool;
import org.bestiary.zoo.op.Input;
import org.bestiary.zoo.op.LocalResponseNorm;
import org.bestiary.zoo.op.Loss;
import org.bestiary.zoo.op.Op;
import org.bestiary.zoo.op.Padding;
import org.bestiary.zoo.op.Pool;
import org.bestiary.zoo.op.ZeroPaddedShortcut;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * The layers that come with DL4J, in NCHW: what any DL4J program can read. What DL4J lacks is put together from what it has
 * (grouped convolution and channel shuffle from slices, zero-padded shortcuts from a scale of 0).
 */
final class StockLayers implements LayerSet {
    @Override
    public CNN2DFormat layout() {
        return CNN2DFormat.NCHW;
    }

    @Override
    public Map<Node, String> vertices(Network network) {
        return network.nodes().stream().collect(Collectors.toMap(node -> node, Node::name));
    }

    @Override
    public void addVertices(Network network, Training training, GraphBuilder graph) {
        boolean decayedNorms = training.decay().rate() > 0 && training.decay().biasesAndNorms();
        for (Node node : network.nodes()) {
            node.op().accept(new Vertices(network, decayedNorms, graph, node));
        }
    }

    /** DL4J takes a slice to have from - to + 1 channels, so the layers that read one are told here. */
    @Override
    public void finish(Network network, ComputationGraphConfiguration configuration) {
        for (Node node : network.nodes()) {
            if (node.op() instanceof Conv conv
                    && conv.groups() > 1
                    && !conv.isDepthwise(node.input().output())) {
                int width = node.input().output().channels() / conv.groups();
                for (int g = 0; g < conv.groups(); g++) {
                    LayerVertex part = (LayerVertex) configuration.getVertices().get(node.name() + ".group" + g);
                    ((ConvolutionLayer) part.getLayerConf().getLayer()).setNIn(width);
                }
            }
        }
    }

    /** Adds the vertices of one node. */
    private record Vertices(Network network, boolean decayedNorms, GraphBuilder graph, Node node)
            implements Op.Visitor<Void> {
        private String name() {
            return node.name();
        }

        private String from() {
            return node.input().name();
        }

        private Shape in() {
            return node.input().output();
        }

        @Override
        public Void input(Input op) {
            return null;
        }

        @Override
        public Void conv(Conv conv) {
            Padding p = conv.paddingFor(in());
            Shape read = in();
            String source = from();
            if (!p.isSymmetric()) {
                source = name() + ".padding";
                read = Shape.map(
                        read.channels(), read.height() + p.top() + p.bottom(), read.width() + p.left() + p.right());
                graph.addLayer(
                        source, new ZeroPaddingLayer.Builder(p.top(), p.bottom(), p.left(), p.right()).build(), from());
                p = Padding.NONE;
            }
            if (conv.isDepthwise(in())) {
                depthwise(conv, p, source);
            } else if (conv.groups() > 1) {
                grouped(conv, p, source, read);
            } else {
                graph.addLayer(name(), convolution(conv, p, conv.filters()), source);
            }
            return null;
        }

        private ConvolutionLayer convolution(Conv conv, Padding p, int filters) {
            ConvolutionLayer.Builder layer = new ConvolutionLayer.Builder(conv.kernelHeight(), conv.kernelWidth())
                    .stride(conv.stride(), conv.stride())
                    .padding(p.top(), p.left())
                    .dilation(conv.dilation(), conv.dilation())
                    .convolutionMode(ConvolutionMode.Truncate)
                    .hasBias(conv.bias())
                    .activation(Activation.IDENTITY)
                    .nOut(filters);
            return Initialisers.apply(conv.init().orElse(network.init()), layer).build();
        }

        private void depthwise(Conv conv, Padding p, String source) {
            DepthwiseConvolution2D.Builder layer = new DepthwiseConvolution2D.Builder(
                            conv.kernelHeight(), conv.kernelWidth())
                    .depthMultiplier(conv.filters() / conv.groups())
                    .stride(conv.stride(), conv.stride())
                    .padding(p.top(), p.left())
                    .dilation(conv.dilation(), conv.dilation())
                    .convolutionMode(ConvolutionMode.Truncate)
                    .hasBias(conv.bias())
                    .activation(Activation.IDENTITY)
                    .nOut(conv.filters());
            graph.addLayer(
                    name(),
                    Initialisers.apply(conv.init().orElse(network.init()), layer)
                            .build(),
                    source);
        }

        private void grouped(Conv conv, Padding p, String source, Shape read) {
            Shape part = read.withChannels(read.channels() / conv.groups());
            List<String> parts = new ArrayList<>();
            for (int g = 0; g < conv.groups(); g++) {
                String slice = name() + ".slice" + g;
                String group = name() + ".group" + g;
                slice(slice, source, g * part.channels(), part);
                graph.addLayer(group, convolution(conv, p, conv.filters() / conv.groups()), slice);
                parts.add(group);
            }
            graph.addVertex(name(), new MergeVertex(), parts.toArray(String[]::new));
        }

        /**
         * Some channels of a map, as a map of this shape. DL4J's subset tells its readers a negative number of channels; a
         * reshape puts that right.
         */
        private void slice(String slice, String source, int from, Shape shape) {
            graph.addVertex(slice + ".channels", new SubsetVertex(from, from + shape.channels() - 1), source);
            reshape(slice, slice + ".channels", shape);
        }

        private void reshape(String name, String source, Shape to) {
            int[] shape = {-1, to.channels(), to.height(), to.width()};
            graph.addVertex(name, new ReshapeVertex('c', shape, null), source);
        }

        @Override
        public Void pool(Pool pool) {
            Padding reach = pool.reach(in());
            SubsamplingLayer.Builder layer = new SubsamplingLayer.Builder(
                            pool.max() ? PoolingType.MAX : PoolingType.AVG)
                    .kernelSize(pool.kernel(), pool.kernel())
                    .stride(pool.stride(), pool.stride())
                    .avgPoolIncludePadInDivisor(pool.countPadding());
            String source = from();
            if (reach.isSymmetric()) {
                layer.convolutionMode(ConvolutionMode.Truncate).padding(pool.padding(), pool.padding());
            } else if (isSame(reach, pool)) {
                layer.convolutionMode(ConvolutionMode.Same);
            } else if (pool.max() && isNonNegative(node.input())) {
                // Zeros beside the map never win against numbers that are not negative, as after a ReLU.
                source = name() + ".padding";
                graph.addLayer(
                        source,
                        new ZeroPaddingLayer.Builder(reach.top(), reach.bottom(), reach.left(), reach.right()).build(),
                        from());
                layer.convolutionMode(ConvolutionMode.Truncate);
            } else {
                throw new ZooException(
                        network.id() + ", " + name() + ": stock DL4J has no pooling whose windows hang over"
                                + " the edge, but for a maximum of numbers that are not negative; use engine fast");
            }
            graph.addLayer(name(), layer.build(), source);
            return null;
        }

        /** Whether nothing in a map can be negative, whatever the weights. */
        private static boolean isNonNegative(Node map) {
            if (map.op() instanceof Activate activate) {
                return activate.function().isNonNegative();
            }
            boolean keepsSign = switch (map.op().kind()) {
                case POOL, JOIN, NORM, RESHAPE -> true;
                case POINTWISE -> map.op() instanceof org.bestiary.zoo.op.Dropout;
                case INPUT, CONVOLUTION, DENSE, OUTPUT -> false;
            };
            return keepsSign && map.inputs().stream().allMatch(Vertices::isNonNegative);
        }

        /** Whether DL4J's mode "Same" pads exactly like this: half of it, rounded down, at the top and the left. */
        private boolean isSame(Padding reach, Pool pool) {
            Shape out = node.output();
            return reach.top() == (reach.top() + reach.bottom()) / 2
                    && reach.left() == (reach.left() + reach.right()) / 2
                    && out.height() == (in().height() + pool.stride() - 1) / pool.stride()
                    && out.width() == (in().width() + pool.stride() - 1) / pool.stride();
        }

        @Override
        public Void batchNorm(BatchNorm op) {
            BatchNormalization layer = decayedNorms ? new DecayedBatchNormalization() : new BatchNormalization();
            layer.setEps(op.epsilon());
            layer.setDecay(op.decay());
            layer.setUseLogStd(false);
            layer.setGradientNormalization(GradientNormalization.None);
            graph.addLayer(name(), layer, from());
            return null;
        }

        @Override
        public Void activate(Activate op) {
            switch (op.function()) {
                case HARD_SIGMOID -> hardSigmoid(name());
                case HARD_SWISH -> {
                    hardSigmoid(name() + ".factor");
                    graph.addVertex(
                            name(), new ElementWiseVertex(ElementWiseVertex.Op.Product), from(), name() + ".factor");
                }
                default ->
                    graph.addLayer(
                            name(),
                            new ActivationLayer(Activation.valueOf(op.function().name())),
                            from());
            }
            return null;
        }

        /** min(max(x + 3, 0), 6) / 6: DL4J's own hard sigmoid has another slope. */
        private void hardSigmoid(String name) {
            graph.addVertex(name + ".shifted", new ShiftVertex(3), from());
            graph.addLayer(name + ".clipped", new ActivationLayer(Activation.RELU6), name + ".shifted");
            graph.addVertex(name, new ScaleVertex(1.0 / 6), name + ".clipped");
        }

        @Override
        public Void globalAveragePool(GlobalAveragePool op) {
            graph.addLayer(name(), new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), from());
            return null;
        }

        @Override
        public Void adaptiveAveragePool(AdaptiveAveragePool op) {
            graph.addVertex(name(), new AdaptiveAveragePoolVertex(op.height(), op.width(), CNN2DFormat.NCHW), from());
            return null;
        }

        @Override
        public Void localResponseNorm(LocalResponseNorm op) {
            // DL4J does not divide alpha by the size of the window.
            graph.addLayer(
                    name(),
                    new LocalResponseNormalization.Builder(op.k(), op.size(), op.alpha() / op.size(), op.beta())
                            .build(),
                    from());
            return null;
        }

        @Override
        public Void add(Add op) {
            graph.addVertex(name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), inputs());
            return null;
        }

        @Override
        public Void concat(Concat op) {
            graph.addVertex(name(), new MergeVertex(), inputs());
            return null;
        }

        private String[] inputs() {
            return node.inputs().stream().map(Node::name).toArray(String[]::new);
        }

        @Override
        public Void zeroPaddedShortcut(ZeroPaddedShortcut op) {
            int missing = op.channels() - in().channels();
            String kept = missing == 0 ? name() : name() + ".subsample";
            graph.addLayer(
                    kept,
                    new SubsamplingLayer.Builder(PoolingType.MAX)
                            .kernelSize(1, 1)
                            .stride(op.stride(), op.stride())
                            .convolutionMode(ConvolutionMode.Truncate)
                            .build(),
                    from());
            List<String> parts = new ArrayList<>();
            zeros(parts, kept, op.before());
            parts.add(kept);
            zeros(parts, kept, missing - op.before());
            if (parts.size() > 1) {
                graph.addVertex(name(), new MergeVertex(), parts.toArray(String[]::new));
            }
            return null;
        }

        /** Adds vertices of zeros until they have so many channels, each made of what is kept. */
        private void zeros(List<String> parts, String kept, int channels) {
            for (int missing = channels; missing > 0; missing -= in().channels()) {
                int width = Math.min(missing, in().channels());
                String zeros = name() + ".zeros"
                        + parts.stream().filter(p -> !p.equals(kept)).count();
                String of = kept;
                if (width < in().channels()) {
                    of = zeros + ".of";
                    slice(of, kept, 0, node.output().withChannels(width));
                }
                graph.addVertex(zeros, new ScaleVertex(0), of);
                parts.add(zeros);
            }
        }

        @Override
        public Void channelShuffle(ChannelShuffle op) {
            // Each group as n x 1 x pixels: side by side along the rows they are channels that take turns.
            int n = in().channels() / op.groups();
            Shape rows = Shape.map(n, 1, in().height() * in().width());
            List<String> groups = new ArrayList<>();
            for (int g = 0; g < op.groups(); g++) {
                String slice = name() + ".slice" + g;
                slice(slice, from(), g * n, rows);
                groups.add(slice);
            }
            MergeVertex turns = new MergeVertex();
            turns.setMergeAxis(2);
            graph.addVertex(name() + ".turns", turns, groups.toArray(String[]::new));
            reshape(name(), name() + ".turns", in());
            return null;
        }

        @Override
        public Void channelSlice(ChannelSlice op) {
            slice(name(), from(), op.from(), node.output());
            return null;
        }

        @Override
        public Void channelScale(ChannelScale op) {
            graph.addVertex(name(), new ChannelScaleVertex(), inputs());
            return null;
        }

        @Override
        public Void dropout(org.bestiary.zoo.op.Dropout op) {
            // DL4J's number is the share that is kept.
            graph.addLayer(name(), new DropoutLayer.Builder(new Dropout(1 - op.rate())).build(), from());
            return null;
        }

        @Override
        public Void flatten(Flatten op) {
            graph.addVertex(
                    name(),
                    new PreprocessorVertex(new CnnToFeedForwardPreProcessor(
                            in().height(), in().width(), in().channels(), CNN2DFormat.NCHW)),
                    from());
            return null;
        }

        @Override
        public Void dense(Dense op) {
            DenseLayer.Builder layer = new DenseLayer.Builder().nOut(op.units()).activation(Activation.IDENTITY);
            graph.addLayer(name(), Initialisers.apply(op.init(), layer).build(), from());
            return null;
        }

        @Override
        public Void loss(Loss op) {
            int n = node.output().channels();
            LossLayer.Builder layer = op.sigmoid()
                    ? new LossLayer.Builder(
                                    op.weight() == 1
                                            ? new LossBinaryXENT()
                                            : new LossBinaryXENT(Nd4j.valueArrayOf(new long[] {1, n}, op.weight())))
                            .activation(Activation.SIGMOID)
                    : new LossLayer.Builder(
                                    op.weight() == 1
                                            ? new LossMCXENT()
                                            : new LossMCXENT(Nd4j.valueArrayOf(new long[] {1, n}, op.weight())))
                            .activation(Activation.SOFTMAX);
            graph.addLayer(name(), layer.build(), from());
            return null;
        }
    }
}
