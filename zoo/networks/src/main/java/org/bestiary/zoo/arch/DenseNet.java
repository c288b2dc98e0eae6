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
 * Densely connected networks for ImageNet (Huang, Liu, van der Maaten, Weinberger: Densely connected convolutional networks,
 * CVPR 2017, table 1).
 *
 * <p>Every layer reads the maps of all layers before it in its block and adds a few of its own (the growth rate). Few
 * parameters for the accuracy, but many activations to keep. In: channels x height x width from 32 x 32; out: one score per
 * class.
 */
public final class DenseNet extends Variant {
    /** One column of table 1. */
    private record Configuration(String id, int growthRate, List<Integer> layers) {}

    private static final List<Configuration> TABLE = List.of(
            new Configuration("densenet121", 32, List.of(6, 12, 24, 16)),
            new Configuration("densenet169", 32, List.of(6, 12, 32, 32)),
            new Configuration("densenet201", 32, List.of(6, 12, 48, 32)),
            new Configuration("densenet264", 32, List.of(6, 12, 64, 48)),
            new Configuration("densenet161", 48, List.of(6, 12, 36, 24)));

    /** Output of a bottleneck's 1x1 convolution, in growth rates. */
    private static final int BOTTLENECK = 4;

    static final Paper PAPER = new Paper(
            "Densely connected convolutional networks",
            "Huang, Liu, van der Maaten, Weinberger",
            2017,
            "https://arxiv.org/abs/1608.06993");

    private static final ModelCard CARD = new ModelCard(
            "DenseNet",
            "DenseNet",
            PAPER,
            "Each layer reads the concatenation of all maps before it, so that features are reused and gradients arrive"
                    + " everywhere.",
            "Few parameters for photographs and medical images; slower and hungrier for memory than its count of"
                    + " multiply-adds says.",
            Shape.map(3, 224, 224),
            32,
            1000,
            "He, normal with fan-in, as in the paper; batch normalisation starts at scale 1, shift 0",
            List.of());

    private final Configuration row;

    private DenseNet(Configuration row) {
        super(
                row.id,
                card(row),
                Stem.option("a 3x3 convolution of stride 1 and no pooling"),
                Option.integer("growthRate", "maps that each layer adds", row.growthRate, 1, 512),
                Option.decimal("compression", "share of the maps that a transition keeps", 0.5, 0.05, 1),
                Option.decimal("dropout", "share dropped after each 3x3 convolution of a block", 0, 0, 0.95));
        this.row = row;
    }

    private static ModelCard card(Configuration row) {
        ModelCard titled = CARD.titled("DenseNet-" + row.id.substring("densenet".length()));
        return row.id.equals("densenet161")
                ? titled.departing("Growth rate 48, from the paper's first version and the authors' programs, as"
                        + " torchvision; the final table has none of that depth.")
                : titled.departing("None known; as torchvision and Keras.");
    }

    /** Table 1, then the wider network that came with the programs. */
    public static List<Architecture> variants() {
        return TABLE.stream().<Architecture>map(DenseNet::new).toList();
    }

    @Override
    public void define(GraphScope g) {
        int growth = g.integer("growthRate");
        Node x = stem(g, g.input(), 2 * growth);
        // 64 x 56 x 56
        for (int b = 0; b < row.layers.size(); b++) {
            x = block(g.in("block" + (b + 1)), x, row.layers.get(b), growth, true);
            // 256 x 56 x 56, 512 x 28 x 28, 1024 x 14 x 14, 1024 x 7 x 7 in DenseNet-121
            if (b < row.layers.size() - 1) {
                x = transition(g.in("transition" + (b + 1)), x);
            }
        }
        classifier(g, x);
    }

    private static Node stem(GraphScope g, Node x, int width) {
        if (Stem.of(g) == Stem.SMALL) {
            return ResNet.convBnRelu(g, "1", x, Conv.of(width, 3).pad(1)); // 64 x 32 x 32
        }
        x = ResNet.convBnRelu(g, "1", x, Conv.of(width, 7).stride(2).pad(3)); // 64 x 112 x 112
        return g.pool("pool1", x, Pool.max(3).stride(2).pad(1));
    }

    /** A dense block: after {@code layers} layers there are {@code layers * growth} maps more. */
    static Node block(GraphScope g, Node x, int layers, int growth, boolean bottleneck) {
        for (int i = 0; i < layers; i++) {
            GraphScope layer = g.in("layer" + (i + 1));
            Node y = x;
            if (bottleneck) {
                y = bnReluConv(layer, "1", y, Conv.of(BOTTLENECK * growth, 1));
                y = bnReluConv(layer, "2", y, Conv.of(growth, 3).pad(1));
            } else {
                y = bnReluConv(layer, "1", y, Conv.of(growth, 3).pad(1));
            }
            y = layer.dropout("dropout", y, g.decimal("dropout"));
            x = layer.concat("concat", List.of(x, y));
        }
        return x;
    }

    /** Halves rows and columns, and keeps a share of the maps. */
    static Node transition(GraphScope g, Node x) {
        int kept = Math.max(1, (int) (x.output().channels() * g.decimal("compression")));
        return g.pool("pool", bnReluConv(g, "", x, Conv.of(kept, 1)), Pool.average(2));
    }

    static void classifier(GraphScope g, Node x) {
        x = g.relu("relu", g.batchNorm("bn", x));
        g.classify(g.dense("fc", g.globalAveragePool("pool", x), g.classes()));
    }

    private static Node bnReluConv(GraphScope g, String number, Node x, Conv conv) {
        x = g.relu("relu" + number, g.batchNorm("bn" + number, x));
        return g.conv("conv" + number, x, conv.noBias());
    }
}
