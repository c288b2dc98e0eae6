package org.bestiary.zoo.arch;

import java.util.List;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Option;
import org.bestiary.zoo.Paper;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Pool;

/**
 * Network in network (Lin, Chen, Yan: Network in network, ICLR 2014).
 *
 * <p>Each convolution is followed by two of 1x1, a small dense network slid over the map, and the mean of the last maps
 * takes the place of dense layers. GoogLeNet and ResNet took over both. In: channels x height x width from 16 x 16 (CIFAR)
 * or 67 x 67; out: one score per class.
 */
public final class NetworkInNetwork extends Variant {
    /** One mlpconv layer: a convolution and two of 1x1. The last width of the network is the number of classes. */
    private record MlpConv(Conv first, int second, int third) {}

    private record Configuration(String id, List<MlpConv> layers, Pool pool) {}

    private static final int CLASSES = 0;

    private static final Configuration IMAGENET = new Configuration(
            "nin",
            List.of(
                    new MlpConv(Conv.of(96, 11).stride(4), 96, 96),
                    new MlpConv(Conv.of(256, 5).pad(2), 256, 256),
                    new MlpConv(Conv.of(384, 3).pad(1), 384, 384),
                    new MlpConv(Conv.of(1024, 3).pad(1), 1024, CLASSES)),
            Pool.max(3).stride(2));

    private static final Configuration CIFAR = new Configuration(
            "nin-cifar",
            List.of(
                    new MlpConv(Conv.of(192, 5).pad(2), 160, 96),
                    new MlpConv(Conv.of(192, 5).pad(2), 192, 192),
                    new MlpConv(Conv.of(192, 3).pad(1), 192, CLASSES)),
            Pool.max(3).stride(2).ceil());

    private static final ModelCard CARD = new ModelCard(
            "Network in network",
            "NiN",
            new Paper("Network in network", "Lin, Chen, Yan", 2014, "https://arxiv.org/abs/1312.4400"),
            "1x1 convolutions between the spatial ones, and global average pooling in place of dense layers.",
            "To see how few parameters a classifier needs without dense layers; it has no normalisation and trains slowly.",
            Shape.map(3, 32, 32),
            16,
            10,
            "He, normal with fan-in, biases 0 (the paper sets each layer's by hand, after AlexNet)",
            List.of());

    private final Configuration row;

    private NetworkInNetwork(Configuration row) {
        super(
                row.id,
                card(row),
                Option.decimal(
                        "dropout",
                        row == CIFAR ? "share dropped after each pool" : "share dropped after the last pool",
                        0.5,
                        0,
                        0.95));
        this.row = row;
    }

    private static ModelCard card(Configuration row) {
        return row == CIFAR
                ? CARD.titled("Network in network (CIFAR)")
                        .departing("Both pools are maxima, as figure 2 has them; the second of the authors' file is an"
                                + " average.")
                : CARD.input(Shape.map(3, 224, 224), 67)
                        .classes(1000)
                        .departing("Pools round down (54, 26, 12, 5 at 224x224), as most libraries; the authors' Caffe"
                                + " file rounds up (54, 27, 13, 6), which takes 13% more multiply-adds. At 227x227 the"
                                + " maps are 55, 27, 13 and 6.");
    }

    /** The ImageNet network and that for CIFAR. */
    public static List<Architecture> variants() {
        return List.of(new NetworkInNetwork(IMAGENET), new NetworkInNetwork(CIFAR));
    }

    @Override
    public void define(GraphScope g) {
        Node x = g.input();
        for (int i = 0; i < row.layers.size(); i++) {
            GraphScope stage = g.in("stage" + (i + 1));
            x = mlpconv(stage, x, row.layers.get(i), g.classes());
            // ImageNet: 96 x 54 x 54, 256 x 26 x 26, 384 x 12 x 12, classes x 5 x 5
            // CIFAR: 96 x 32 x 32, 192 x 16 x 16, classes x 8 x 8
            if (i < row.layers.size() - 1) {
                x = stage.pool("pool", x, row.pool);
                x = dropsAfter(i) ? stage.dropout("dropout", x, g.decimal("dropout")) : x;
            }
        }
        g.classify(g.globalAveragePool("pool", x));
    }

    /** CIFAR drops after both pools (figure 2), ImageNet after the last. */
    private boolean dropsAfter(int stage) {
        return row == CIFAR || stage == row.layers.size() - 2;
    }

    private static Node mlpconv(GraphScope g, Node x, MlpConv layer, int classes) {
        x = g.relu("relu1", g.conv("conv1", x, layer.first));
        x = g.relu("relu2", g.conv("conv2", x, Conv.of(layer.second, 1)));
        return g.relu("relu3", g.conv("conv3", x, Conv.of(layer.third == CLASSES ? classes : layer.third, 1)));
    }
}
