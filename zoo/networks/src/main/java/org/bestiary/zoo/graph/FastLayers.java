package org.bestiary.zoo.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.kernel.Act;
import org.bestiary.zoo.kernel.PoolShape;
import org.bestiary.zoo.layer.AdaptiveAveragePoolVertex;
import org.bestiary.zoo.layer.FastActivation;
import org.bestiary.zoo.layer.FastAdd;
import org.bestiary.zoo.layer.FastBatchNorm;
import org.bestiary.zoo.layer.FastChannelScale;
import org.bestiary.zoo.layer.FastChannelShuffle;
import org.bestiary.zoo.layer.FastChannelSlice;
import org.bestiary.zoo.layer.FastConcat;
import org.bestiary.zoo.layer.FastConvolution;
import org.bestiary.zoo.layer.FastDense;
import org.bestiary.zoo.layer.FastDepthwiseConvolution;
import org.bestiary.zoo.layer.FastDropout;
import org.bestiary.zoo.layer.FastFlatten;
import org.bestiary.zoo.layer.FastGlobalAveragePool;
import org.bestiary.zoo.layer.FastLocalResponseNorm;
import org.bestiary.zoo.layer.FastPool;
import org.bestiary.zoo.layer.FastSoftmaxLoss;
import org.bestiary.zoo.layer.FastZeroPaddedShortcut;
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
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * Bestiary's own layers, in NHWC. An activation whose input nobody else reads becomes part of the convolution, dense layer,
 * batch normalisation (ReLU only) or sum (ReLU only) before it.
 */
final class FastLayers implements LayerSet {
    @Override
    public CNN2DFormat layout() {
        return CNN2DFormat.NHWC;
    }

    @Override
    public Map<Node, String> vertices(Network network) {
        Map<Node, List<Node>> consumers = network.consumers();
        Map<Node, String> vertices = new HashMap<>();
        for (Node node : network.nodes()) {
            vertices.put(node, vertexOf(consumers, node));
        }
        return vertices;
    }

    private static String vertexOf(Map<Node, List<Node>> consumers, Node node) {
        return node.op() instanceof Activate && fused(consumers, node.input()) == actOf(node)
                ? node.input().name()
                : node.name();
    }

    /** The activation that a node's vertex computes along with it. */
    private static Act fused(Map<Node, List<Node>> consumers, Node node) {
        List<Node> readers = consumers.get(node);
        if (readers.size() != 1 || !(readers.get(0).op() instanceof Activate)) {
            return Act.IDENTITY;
        }
        Act act = actOf(readers.get(0));
        if (act.stock().isEmpty()) {
            return Act.IDENTITY;
        }
        boolean possible = node.op() instanceof Conv
                || node.op() instanceof Dense
                || (act == Act.RELU && (node.op() instanceof BatchNorm || node.op() instanceof Add));
        return possible ? act : Act.IDENTITY;
    }

    private static Act actOf(Node node) {
        return Act.valueOf(((Activate) node.op()).function().name());
    }

    @Override
    public void addVertices(Network network, Training training, GraphBuilder graph) {
        Map<Node, List<Node>> consumers = network.consumers();
        Map<Node, String> vertices = vertices(network);
        for (Node node : network.nodes()) {
            if (vertices.get(node).equals(node.name())) {
                node.op().accept(new Vertices(network, graph, node, fused(consumers, node), vertices));
            }
        }
    }

    /** Adds the vertex of one node. */
    private record Vertices(Network network, GraphBuilder graph, Node node, Act act, Map<Node, String> vertices)
            implements Op.Visitor<Void> {

        private Shape in() {
            return node.input().output();
        }

        private String[] inputs() {
            return node.inputs().stream().map(vertices::get).toArray(String[]::new);
        }

        private Void layer(org.deeplearning4j.nn.conf.layers.Layer layer) {
            graph.addLayer(node.name(), layer, inputs());
            return null;
        }

        @Override
        public Void input(Input op) {
            return null;
        }

        @Override
        public Void conv(Conv conv) {
            Padding p = conv.paddingFor(in());
            int[] end = {p.bottom(), p.right()};
            boolean image = node.input().op() instanceof Input;
            if (conv.isDepthwise(in())) {
                DepthwiseConvolution2D.Builder settings =
                        new DepthwiseConvolution2D.Builder(conv.kernelHeight(), conv.kernelWidth());
                settings.depthMultiplier(conv.filters() / conv.groups());
                common(conv, p, settings);
                FastDepthwiseConvolution layer = new FastDepthwiseConvolution(settings, end);
                layer.setImageInput(image);
                return layer(layer);
            }
            ConvolutionLayer.Builder settings = new ConvolutionLayer.Builder(conv.kernelHeight(), conv.kernelWidth());
            common(conv, p, settings);
            FastConvolution layer = new FastConvolution(settings, end, conv.groups());
            layer.setImageInput(image);
            return layer(layer);
        }

        private <B extends ConvolutionLayer.BaseConvBuilder<B>> void common(Conv conv, Padding p, B settings) {
            settings.setStride(new int[] {conv.stride(), conv.stride()});
            settings.setPadding(new int[] {p.top(), p.left()});
            settings.setDilation(new int[] {conv.dilation(), conv.dilation()});
            settings.convolutionMode(ConvolutionMode.Truncate);
            settings.hasBias(conv.bias());
            settings.nOut(conv.filters());
            settings.activation(act.stock().orElseThrow());
            Initialisers.apply(conv.init().orElse(network.init()), settings);
        }

        @Override
        public Void pool(Pool pool) {
            PoolShape.Kind kind = pool.max()
                    ? PoolShape.Kind.MAX
                    : pool.countPadding() ? PoolShape.Kind.AVERAGE_COUNTING_PADDING : PoolShape.Kind.AVERAGE;
            int p = pool.padding();
            return layer(new FastPool(
                    kind,
                    new int[] {pool.kernel(), pool.kernel()},
                    new int[] {pool.stride(), pool.stride()},
                    new int[] {p, p, p, p},
                    pool.ceilMode()));
        }

        @Override
        public Void batchNorm(BatchNorm op) {
            FastBatchNorm layer = new FastBatchNorm(op.epsilon(), op.decay(), act == Act.RELU);
            layer.setGradientNormalization(GradientNormalization.None);
            return layer(layer);
        }

        @Override
        public Void activate(Activate op) {
            return layer(new FastActivation(actOf(node)));
        }

        @Override
        public Void globalAveragePool(GlobalAveragePool op) {
            return layer(new FastGlobalAveragePool());
        }

        @Override
        public Void adaptiveAveragePool(AdaptiveAveragePool op) {
            if (op.height() == 1 && op.width() == 1) {
                return layer(new FastGlobalAveragePool(true));
            }
            graph.addVertex(
                    node.name(), new AdaptiveAveragePoolVertex(op.height(), op.width(), CNN2DFormat.NHWC), inputs());
            return null;
        }

        @Override
        public Void localResponseNorm(LocalResponseNorm op) {
            return layer(new FastLocalResponseNorm(op.size(), op.alpha(), op.beta(), op.k()));
        }

        @Override
        public Void add(Add op) {
            graph.addVertex(node.name(), new FastAdd(act == Act.RELU), inputs());
            return null;
        }

        @Override
        public Void concat(Concat op) {
            graph.addVertex(node.name(), new FastConcat(), inputs());
            return null;
        }

        @Override
        public Void zeroPaddedShortcut(ZeroPaddedShortcut op) {
            return layer(new FastZeroPaddedShortcut(op.channels(), op.stride(), op.before()));
        }

        @Override
        public Void channelShuffle(ChannelShuffle op) {
            return layer(new FastChannelShuffle(op.groups()));
        }

        @Override
        public Void channelSlice(ChannelSlice op) {
            return layer(new FastChannelSlice(op.from(), op.channels()));
        }

        @Override
        public Void channelScale(ChannelScale op) {
            graph.addVertex(node.name(), new FastChannelScale(), inputs());
            return null;
        }

        @Override
        public Void dropout(Dropout op) {
            return layer(new FastDropout(op.rate()));
        }

        @Override
        public Void flatten(Flatten op) {
            return layer(new FastFlatten());
        }

        @Override
        public Void dense(Dense op) {
            DenseLayer.Builder settings = new DenseLayer.Builder().nOut(op.units());
            return layer(new FastDense(
                    Initialisers.apply(op.init(), settings).build(),
                    act.stock().orElseThrow().getActivationFunction()));
        }

        @Override
        public Void loss(Loss op) {
            if (!op.sigmoid()) {
                return layer(new FastSoftmaxLoss(op.weight(), 0));
            }
            int n = node.output().channels();
            LossBinaryXENT loss = op.weight() == 1
                    ? new LossBinaryXENT()
                    : new LossBinaryXENT(Nd4j.valueArrayOf(new long[] {1, n}, op.weight()));
            return layer(
                    new LossLayer.Builder(loss).activation(Activation.SIGMOID).build());
        }
    }
}
