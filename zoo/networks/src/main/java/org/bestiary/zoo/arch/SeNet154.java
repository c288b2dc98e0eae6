package org.bestiary.zoo.arch;

import java.util.List;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Option;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Activation;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Pool;

/**
 * SENet-154, the network that won ImageNet 2017 (Hu, Shen, Albanie, Sun, Wu: Squeeze-and-excitation networks, CVPR 2018,
 * appendix).
 *
 * <p>A ResNeXt-152 with 64 groups, squeeze and excitation, three 3x3 convolutions at the beginning, half the channels in the
 * first 1x1 of a block, and 3x3 projections. In: channels x height x width from 32 x 32; out: one score per class.
 */
public final class SeNet154 extends Variant {
    private static final List<Integer> BLOCKS = List.of(3, 8, 36, 3);
    private static final int GROUPS = 64;
    private static final int REDUCTION = 16;

    private static final ModelCard CARD = new ModelCard(
            "SENet-154",
            "SENet",
            SeResNet.PAPER,
            "All that its authors knew of in one network: the winner of ImageNet 2017.",
            "To see what 20 billion multiply-adds buy; too slow for anything else.",
            Shape.map(3, 224, 224),
            32,
            1000,
            "He, normal with fan-in, for all weights; batch normalisation starts at scale 1, shift 0",
            List.of(
                    "As the authors' Caffe file and its versions for PyTorch: the first pool rounds up, dropout of 0.2 before"
                            + " the classifier."));

    private SeNet154() {
        super(
                "senet154",
                CARD,
                Stem.option("the first of the three convolutions has stride 1, and there is no pooling"),
                Option.decimal("dropout", "share dropped before the classifier", 0.2, 0, 0.95));
    }

    /** The one variant. */
    public static List<Architecture> variants() {
        return List.of(new SeNet154());
    }

    @Override
    public void define(GraphScope g) {
        boolean small = Stem.of(g) == Stem.SMALL;
        Node x = ResNet.convBnRelu(
                g, "1", g.input(), Conv.of(64, 3).stride(small ? 1 : 2).pad(1)); // 64 x 112 x 112
        x = ResNet.convBnRelu(g, "2", x, Conv.of(64, 3).pad(1));
        x = ResNet.convBnRelu(g, "3", x, Conv.of(128, 3).pad(1)); // 128 x 112 x 112
        x = small ? x : g.pool("pool3", x, Pool.max(3).stride(2).ceil()); // 128 x 56 x 56
        for (int s = 0; s < BLOCKS.size(); s++) {
            for (int b = 0; b < BLOCKS.get(s); b++) {
                GraphScope block = g.in("stage" + (s + 1)).in("block" + (b + 1));
                x = block(block, x, 64 << s, s > 0 && b == 0 ? 2 : 1);
            }
            // 256 x 56 x 56, 512 x 28 x 28, 1024 x 14 x 14, 2048 x 7 x 7
        }
        x = g.globalAveragePool("pool", x); // 2048
        x = g.dropout("dropout", x, g.decimal("dropout"));
        g.classify(g.dense("fc", x, g.classes()));
    }

    private static Node block(GraphScope g, Node x, int width, int stride) {
        int channels = 4 * width;
        Node y = ResNet.convBnRelu(g, "1", x, Conv.of(2 * width, 1));
        y = ResNet.convBnRelu(
                g, "2", y, Conv.of(channels, 3).stride(stride).pad(1).groups(GROUPS));
        y = ResNet.convBn(g, "3", y, Conv.of(channels, 1));
        y = SqueezeExcitation.of(g.in("se"), y, channels / REDUCTION, Activation.RELU, Activation.SIGMOID);
        return g.relu("relu", g.add("add", y, shortcut(g.in("shortcut"), x, channels, stride)));
    }

    /** 1x1 where only the channels change, 3x3 where rows and columns do too. */
    private static Node shortcut(GraphScope g, Node x, int channels, int stride) {
        if (stride == 1 && x.output().channels() == channels) {
            return x;
        }
        Conv conv = stride == 1
                ? Conv.of(channels, 1)
                : Conv.of(channels, 3).stride(stride).pad(1);
        return ResNet.convBn(g, "", x, conv);
    }
}
