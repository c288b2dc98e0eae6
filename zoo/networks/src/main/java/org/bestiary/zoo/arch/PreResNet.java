package org.bestiary.zoo.arch;

import java.util.List;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Paper;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Pool;

/**
 * Residual networks with pre-activation for ImageNet, ResNet v2 (He, Zhang, Ren, Sun: Identity mappings in deep residual
 * networks, ECCV 2016).
 *
 * <p>Bottlenecks whose normalisation and ReLU come before each convolution. In: channels x height x width from 32 x 32; out:
 * one score per class.
 */
public final class PreResNet extends Variant {
    private record Configuration(int depth, List<Integer> blocks) {}

    private static final List<Configuration> TABLE = List.of(
            new Configuration(50, List.of(3, 4, 6, 3)),
            new Configuration(101, List.of(3, 4, 23, 3)),
            new Configuration(152, List.of(3, 8, 36, 3)));

    static final Paper PAPER = new Paper(
            "Identity mappings in deep residual networks",
            "He, Zhang, Ren, Sun",
            2016,
            "https://arxiv.org/abs/1603.05027");

    private static final ModelCard CARD = new ModelCard(
            "ResNet v2",
            "ResNet",
            PAPER,
            "Pre-activation: normalisation and ReLU before each convolution leave the shortcuts free from the first block to"
                    + " the last.",
            "In place of a ResNet where it is very deep; at 50 layers the two are alike.",
            Shape.map(3, 224, 224),
            32,
            1000,
            "He, normal with fan-in, for all weights; batch normalisation starts at scale 1, shift 0",
            List.of(
                    "As TensorFlow's slim and Keras: the stride of a stage lies on the 3x3 convolution of its last block,"
                            + " where the shortcut takes every second pixel, and the first and each block's last convolution"
                            + " have a bias.",
                    "Keras surrounds the first pool with zeros that can win a maximum; here padding never does, so that"
                            + " scores of its weights would differ at the border: they are not offered."));

    private final Configuration row;

    private PreResNet(Configuration row) {
        super(
                "resnet" + row.depth + "-v2",
                CARD.titled("ResNet-" + row.depth + " v2"),
                Stem.option("a 3x3 convolution of stride 1 and no pooling"));
        this.row = row;
    }

    /** The three that slim and Keras have. */
    public static List<Architecture> variants() {
        return TABLE.stream().<Architecture>map(PreResNet::new).toList();
    }

    @Override
    public void define(GraphScope g) {
        Node x = stem(g, g.input());
        // 64 x 56 x 56
        for (int s = 0; s < 4; s++) {
            int blocks = row.blocks.get(s);
            for (int b = 0; b < blocks; b++) {
                GraphScope block = g.in("stage" + (s + 1)).in("block" + (b + 1));
                x = block(block, x, 64 << s, s < 3 && b == blocks - 1 ? 2 : 1);
            }
            // 256 x 28 x 28, 512 x 14 x 14, 1024 x 7 x 7, 2048 x 7 x 7
        }
        x = g.relu("relu", g.batchNorm("bn", x));
        g.classify(g.dense("fc", g.globalAveragePool("pool", x), g.classes()));
    }

    private static Node stem(GraphScope g, Node x) {
        if (Stem.of(g) == Stem.SMALL) {
            return g.conv("conv1", x, Conv.of(64, 3).pad(1)); // 64 x 32 x 32
        }
        x = g.conv("conv1", x, Conv.of(64, 7).stride(2).pad(3)); // 64 x 112 x 112
        return g.pool("pool1", x, Pool.max(3).stride(2).pad(1));
    }

    private static Node block(GraphScope g, Node x, int width, int stride) {
        Node ready = g.relu("relu1", g.batchNorm("bn1", x));
        Node y = g.conv("conv1", ready, Conv.of(width, 1).noBias());
        y = conv(g, "2", y, Conv.of(width, 3).stride(stride).pad(1).noBias());
        y = conv(g, "3", y, Conv.of(4 * width, 1));
        return g.add("add", y, shortcut(g, x, ready, 4 * width, stride));
    }

    private static Node shortcut(GraphScope g, Node x, Node ready, int channels, int stride) {
        if (x.output().channels() != channels) {
            return g.conv("shortcut", ready, Conv.of(channels, 1).stride(stride));
        }
        return stride == 1 ? x : g.pool("shortcut", x, Pool.max(1).stride(stride));
    }

    /** Normalisation and activation, then the convolution. */
    static Node conv(GraphScope g, String number, Node x, Conv conv) {
        x = g.relu("relu" + number, g.batchNorm("bn" + number, x));
        return g.conv("conv" + number, x, conv);
    }
}
