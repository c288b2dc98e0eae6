package org.bestiary.zoo.arch;

import java.util.List;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Option;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Conv;

/**
 * Wide residual networks for CIFAR (Zagoruyko, Komodakis: Wide residual networks, BMVC 2016, table 1), of 6n + 4 weight
 * layers.
 *
 * <p>Normalisation and activation come before each convolution; the channels of the three stages are 16, 32 and 64 times the
 * widening factor. Ids say depth and factor: wrn-28-10. In: channels x height x width from 8 x 8; out: one score per class.
 */
public final class CifarWideResNet extends Variant {
    private record Configuration(int depth, int widening) {}

    private static final List<Configuration> TABLE =
            List.of(new Configuration(16, 4), new Configuration(28, 10), new Configuration(40, 4));

    private static final ModelCard CARD = new ModelCard(
            "Wide ResNet",
            "Wide ResNet (CIFAR)",
            WideResNet.PAPER,
            "Sixteen wide layers are as accurate as a thousand thin ones.",
            "The strong network of plain convolutions for CIFAR: 28-10 for accuracy, 16-4 where time is short.",
            Shape.map(3, 32, 32),
            8,
            10,
            "He, normal with fan-in, for all weights; batch normalisation starts at scale 1, shift 0",
            List.of(
                    "None known: the paper's 6n + 4 layers are 6n + 1 convolutions one after the other and three projections;"
                            + " the dense layer is not counted."));

    private CifarWideResNet(Configuration row) {
        super(
                "wrn-" + row.depth + "-" + row.widening,
                CARD.titled("WRN-" + row.depth + "-" + row.widening),
                Option.integer("depth", "weight layers, 6n + 4", row.depth, 10, 1000),
                Option.integer("widening", "what 16, 32 and 64 channels are multiplied with", row.widening, 1, 64),
                Option.decimal("dropout", "share dropped between the two convolutions of a block", 0, 0, 0.95));
    }

    /** Three of the paper's table 4 and 5. */
    public static List<Architecture> variants() {
        return TABLE.stream().<Architecture>map(CifarWideResNet::new).toList();
    }

    @Override
    public void define(GraphScope g) {
        int depth = g.integer("depth");
        if (depth % 6 != 4) {
            throw new ZooException(
                    "depth of " + id() + " must be 6n + 4, but got " + depth + "; try " + ((depth - 4) / 6 * 6 + 4));
        }
        int widening = g.integer("widening");
        Node x = g.conv("conv1", g.input(), Conv.of(16, 3).pad(1).noBias());
        // 16 x 32 x 32
        for (int s = 0; s < 3; s++) {
            for (int b = 0; b < (depth - 4) / 6; b++) {
                GraphScope block = g.in("stage" + (s + 1)).in("block" + (b + 1));
                x = block(block, x, 16 * widening << s, s > 0 && b == 0 ? 2 : 1);
            }
            // 160 x 32 x 32, 320 x 16 x 16, 640 x 8 x 8 in wrn-28-10
        }
        x = g.relu("relu", g.batchNorm("bn", x));
        x = g.globalAveragePool("pool", x);
        g.classify(g.dense("fc", x, g.classes()));
    }

    /** A projection reads what is normalised and activated, a plain shortcut what comes in. */
    private static Node block(GraphScope g, Node x, int width, int stride) {
        Node ready = g.relu("relu1", g.batchNorm("bn1", x));
        Node y = g.conv("conv1", ready, Conv.of(width, 3).stride(stride).pad(1).noBias());
        y = g.relu("relu2", g.batchNorm("bn2", y));
        y = g.dropout("dropout", y, g.decimal("dropout"));
        y = g.conv("conv2", y, Conv.of(width, 3).pad(1).noBias());
        boolean same = stride == 1 && x.output().channels() == width;
        return g.add(
                "add",
                y,
                same
                        ? x
                        : g.conv(
                                "shortcut",
                                ready,
                                Conv.of(width, 1).stride(stride).noBias()));
    }
}
