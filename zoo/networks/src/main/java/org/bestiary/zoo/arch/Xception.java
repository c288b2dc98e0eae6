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
 * Xception (Chollet: Xception: deep learning with depthwise separable convolutions, CVPR 2017, figure 5).
 *
 * <p>Inception taken to its end: every window sees one channel, and 1x1 convolutions see all of them. Fourteen blocks with
 * shortcuts around all but the first and the last, called block1 to block14. In: channels x height x width from 71 x 71 (32 x
 * 32 with the small stem); out: one score per class.
 */
public final class Xception extends Variant {
    private static final int MIDDLE = 728;
    private static final double BN_EPSILON = 1e-3;

    private static final ModelCard CARD = new ModelCard(
            "Xception",
            "Xception",
            new Paper(
                    "Xception: deep learning with depthwise separable convolutions",
                    "Chollet",
                    2017,
                    "https://arxiv.org/abs/1610.02357"),
            "Separable convolutions with shortcuts: the parameters of Inception v3, better used.",
            "Photographs of 299x299, and as a backbone for segmentation.",
            Shape.map(3, 299, 299),
            71,
            1000,
            "He, normal with fan-in (of the window alone in depthwise convolutions); batch normalisation starts at scale 1,"
                    + " shift 0",
            List.of(
                    "As Keras, from the paper's author: no activation between the two parts of a separable convolution, no"
                            + " biases, epsilon 1e-3 of batch normalisation.",
                    "Pools have one row and column of padding on every side, as the versions for PyTorch; Keras has it"
                            + " below and at the right where the size is even."));

    private Xception() {
        super(
                "xception",
                CARD,
                Stem.option(
                        "the first two convolutions are padded and have stride 1, and blocks 2 and 3 halve nothing"));
    }

    /** The one variant. */
    public static List<Architecture> variants() {
        return List.of(new Xception());
    }

    @Override
    public void define(GraphScope g) {
        boolean small = Stem.of(g) == Stem.SMALL;
        GraphScope first = g.in("block1");
        Node x = InceptionParts.conv(
                first, "1", g.input(), Conv.of(32, 3).stride(small ? 1 : 2).pad(small ? 1 : 0));
        // 32 x 149 x 149
        x = InceptionParts.conv(first, "2", x, Conv.of(64, 3).pad(small ? 1 : 0)); // 64 x 147 x 147
        x = halving(g.in("block2"), x, 128, 128, false, !small); // 128 x 74 x 74
        x = halving(g.in("block3"), x, 256, 256, true, !small); // 256 x 37 x 37
        x = halving(g.in("block4"), x, MIDDLE, MIDDLE, true, true); // 728 x 19 x 19
        for (int b = 5; b <= 12; b++) {
            x = middle(g.in("block" + b), x); // 728 x 19 x 19
        }
        x = halving(g.in("block13"), x, MIDDLE, 1024, true, true); // 1024 x 10 x 10
        GraphScope last = g.in("block14");
        x = last.relu("relu1", separable(last, "1", x, 1536)); // 1536 x 10 x 10
        x = last.relu("relu2", separable(last, "2", x, 2048)); // 2048 x 10 x 10
        x = g.globalAveragePool("pool", x); // 2048
        g.classify(g.dense("fc", x, g.classes()));
    }

    /** Two separable convolutions and a maximum, beside a 1x1 convolution of stride 2. */
    private static Node halving(
            GraphScope g, Node x, int inside, int channels, boolean activatedFirst, boolean halves) {
        Node y = activatedFirst ? g.relu("relu1", x) : x;
        y = g.relu("relu2", separable(g, "1", y, inside));
        y = separable(g, "2", y, channels);
        y = halves ? g.pool("pool", y, Pool.max(3).stride(2).pad(1)) : y;
        GraphScope shortcut = g.in("shortcut");
        Node past = shortcut.conv(
                "conv", x, Conv.of(channels, 1).stride(halves ? 2 : 1).noBias());
        return g.add("add", y, shortcut.batchNorm("bn", past, BN_EPSILON, 0.9));
    }

    private static Node middle(GraphScope g, Node x) {
        Node y = x;
        for (int i = 1; i <= 3; i++) {
            y = separable(g, Integer.toString(i), g.relu("relu" + i, y), MIDDLE);
        }
        return g.add("add", y, x);
    }

    private static Node separable(GraphScope g, String number, Node x, int filters) {
        int channels = x.output().channels();
        x = g.conv(
                "depthwise" + number,
                x,
                Conv.of(channels, 3).pad(1).groups(channels).noBias());
        x = g.conv("pointwise" + number, x, Conv.of(filters, 1).noBias());
        return g.batchNorm("bn" + number, x, BN_EPSILON, 0.9);
    }
}
