package org.bestiary.zoo.arch;

import static org.bestiary.zoo.arch.InceptionParts.column;
import static org.bestiary.zoo.arch.InceptionParts.conv;
import static org.bestiary.zoo.arch.InceptionParts.row;

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
 * Inception v3 (Szegedy, Vanhoucke, Ioffe, Shlens, Wojna: Rethinking the Inception architecture for computer vision, CVPR
 * 2016, table 1).
 *
 * <p>Large windows are cut into chains of small and of flat ones: two 3x3 for a 5x5, 1x7 and 7x1 for a 7x7. Modules are called
 * 5b to 7c as in the authors' program. In: channels x height x width from 75 x 75 (299 x 299 with the auxiliary classifier,
 * 32 x 32 with the small stem); out: one score per class.
 */
public final class InceptionV3 extends Variant {
    private static final double AUXILIARY_WEIGHT = 0.4;

    private static final ModelCard CARD = new ModelCard(
            "Inception v3",
            "Inception",
            new Paper(
                    "Rethinking the Inception architecture for computer vision",
                    "Szegedy, Vanhoucke, Ioffe, Shlens, Wojna",
                    2016,
                    "https://arxiv.org/abs/1512.00567"),
            "Factorised windows, batch normalisation throughout, label smoothing.",
            "Photographs of 299x299 at a good accuracy for its multiply-adds; a ResNet is simpler to change.",
            Shape.map(3, 299, 299),
            75,
            1000,
            "He, normal with fan-in; batch normalisation starts at scale 1, shift 0",
            List.of(
                    "As the authors' program, torchvision and Keras; table 1 of the paper leaves open the widths inside its"
                            + " modules. The epsilon of batch normalisation is 1e-3."));

    private final boolean auxiliary;

    private InceptionV3(String id, ModelCard card, boolean auxiliary) {
        super(
                id,
                card,
                Stem.option(
                        "the first convolutions are padded and have stride 1, and the pools between them fall away"),
                Option.decimal("dropout", "share dropped before the classifier", 0.5, 0, 0.95));
        this.auxiliary = auxiliary;
    }

    /** The network for inference, and that for training. */
    public static List<Architecture> variants() {
        return List.of(
                new InceptionV3(
                        "inception-v3",
                        CARD.departing("The network for inference, without the auxiliary classifier: see"
                                + " inception-v3-aux."),
                        false),
                new InceptionV3(
                        "inception-v3-aux",
                        CARD.titled("Inception v3 with auxiliary classifier")
                                .input(CARD.input(), 299)
                                .departing("The network for training: one more classifier on 6e, whose loss counts 0.4;"
                                        + " predictions come from the main output alone. With the small stem it has no"
                                        + " pool before it."),
                        true));
    }

    @Override
    public void define(GraphScope g) {
        Node x = stem(g, g.input()); // 192 x 35 x 35
        x = moduleA(g.in("5b"), x, 32); // 256 x 35 x 35
        x = moduleA(g.in("5c"), x, 64); // 288 x 35 x 35
        x = moduleA(g.in("5d"), x, 64); // 288 x 35 x 35
        x = reductionA(g.in("6a"), x); // 768 x 17 x 17
        x = moduleB(g.in("6b"), x, 128);
        x = moduleB(g.in("6c"), x, 160);
        x = moduleB(g.in("6d"), x, 160);
        x = moduleB(g.in("6e"), x, 192); // 768 x 17 x 17
        if (auxiliary) {
            auxiliary(g, x);
        }
        x = reductionB(g.in("7a"), x); // 1280 x 8 x 8
        x = moduleC(g.in("7b"), x); // 2048 x 8 x 8
        x = moduleC(g.in("7c"), x); // 2048 x 8 x 8
        x = g.globalAveragePool("pool", x); // 2048
        x = g.dropout("dropout", x, g.decimal("dropout"));
        g.classify(g.dense("fc", x, g.classes()));
    }

    private static Node stem(GraphScope g, Node x) {
        boolean small = Stem.of(g) == Stem.SMALL;
        int edge = small ? 1 : 0;
        Pool half = Pool.max(3).stride(2);
        x = conv(g, "1a", x, Conv.of(32, 3).stride(small ? 1 : 2).pad(edge)); // 32 x 149 x 149
        x = conv(g, "2a", x, Conv.of(32, 3).pad(edge)); // 32 x 147 x 147
        x = conv(g, "2b", x, Conv.of(64, 3).pad(1)); // 64 x 147 x 147
        x = small ? x : g.pool("pool2", x, half); // 64 x 73 x 73
        x = conv(g, "3b", x, Conv.of(80, 1)); // 80 x 73 x 73
        x = conv(g, "4a", x, Conv.of(192, 3).pad(edge)); // 192 x 71 x 71
        return small ? x : g.pool("pool4", x, half);
    }

    /** Figure 5: 1x1, 5x5, two 3x3, and a mean. */
    private static Node moduleA(GraphScope g, Node x, int pooled) {
        Node one = conv(g.in("1x1"), "", x, Conv.of(64, 1));
        Node five = conv(g.in("5x5"), "1", x, Conv.of(48, 1));
        five = conv(g.in("5x5"), "2", five, Conv.of(64, 5).pad(2));
        Node twice = conv(g.in("3x3dbl"), "1", x, Conv.of(64, 1));
        twice = conv(g.in("3x3dbl"), "2", twice, Conv.of(96, 3).pad(1));
        twice = conv(g.in("3x3dbl"), "3", twice, Conv.of(96, 3).pad(1));
        return g.concat("concat", List.of(one, five, twice, mean(g, x, pooled)));
    }

    /** Figure 10: half the rows and columns. */
    private static Node reductionA(GraphScope g, Node x) {
        Node three = conv(g.in("3x3"), "", x, Conv.of(384, 3).stride(2));
        Node twice = conv(g.in("3x3dbl"), "1", x, Conv.of(64, 1));
        twice = conv(g.in("3x3dbl"), "2", twice, Conv.of(96, 3).pad(1));
        twice = conv(g.in("3x3dbl"), "3", twice, Conv.of(96, 3).stride(2));
        return g.concat(
                "concat", List.of(three, twice, g.pool("pool", x, Pool.max(3).stride(2))));
    }

    /** Figure 6 with n = 7: windows of one row or one column. */
    private static Node moduleB(GraphScope g, Node x, int inside) {
        Node one = conv(g.in("1x1"), "", x, Conv.of(192, 1));
        Node seven = conv(g.in("7x7"), "1", x, Conv.of(inside, 1));
        seven = conv(g.in("7x7"), "2", seven, row(inside, 7));
        seven = conv(g.in("7x7"), "3", seven, column(192, 7));
        Node twice = conv(g.in("7x7dbl"), "1", x, Conv.of(inside, 1));
        twice = conv(g.in("7x7dbl"), "2", twice, column(inside, 7));
        twice = conv(g.in("7x7dbl"), "3", twice, row(inside, 7));
        twice = conv(g.in("7x7dbl"), "4", twice, column(inside, 7));
        twice = conv(g.in("7x7dbl"), "5", twice, row(192, 7));
        return g.concat("concat", List.of(one, seven, twice, mean(g, x, 192)));
    }

    private static Node reductionB(GraphScope g, Node x) {
        Node three = conv(g.in("3x3"), "1", x, Conv.of(192, 1));
        three = conv(g.in("3x3"), "2", three, Conv.of(320, 3).stride(2));
        Node seven = conv(g.in("7x7x3"), "1", x, Conv.of(192, 1));
        seven = conv(g.in("7x7x3"), "2", seven, row(192, 7));
        seven = conv(g.in("7x7x3"), "3", seven, column(192, 7));
        seven = conv(g.in("7x7x3"), "4", seven, Conv.of(192, 3).stride(2));
        return g.concat(
                "concat", List.of(three, seven, g.pool("pool", x, Pool.max(3).stride(2))));
    }

    /** Figure 7: at the end row and column side by side, for more channels. */
    private static Node moduleC(GraphScope g, Node x) {
        Node one = conv(g.in("1x1"), "", x, Conv.of(320, 1));
        Node three = conv(g.in("3x3"), "1", x, Conv.of(384, 1));
        Node threeRow = conv(g.in("3x3"), "2a", three, row(384, 3));
        Node threeColumn = conv(g.in("3x3"), "2b", three, column(384, 3));
        Node twice = conv(g.in("3x3dbl"), "1", x, Conv.of(448, 1));
        twice = conv(g.in("3x3dbl"), "2", twice, Conv.of(384, 3).pad(1));
        Node twiceRow = conv(g.in("3x3dbl"), "3a", twice, row(384, 3));
        Node twiceColumn = conv(g.in("3x3dbl"), "3b", twice, column(384, 3));
        return g.concat("concat", List.of(one, threeRow, threeColumn, twiceRow, twiceColumn, mean(g, x, 192)));
    }

    private static void auxiliary(GraphScope root, Node x) {
        GraphScope g = root.in("aux");
        Node y =
                Stem.of(g) == Stem.SMALL ? x : g.pool("pool", x, Pool.average(5).stride(3)); // 768 x 5 x 5
        y = conv(g, "0", y, Conv.of(128, 1)); // 128 x 5 x 5
        y = conv(g, "1", y, Conv.of(768, 5)); // 768 x 1 x 1
        y = g.globalAveragePool("average", y); // 768
        root.auxiliaryOutput("aux.output", g.dense("fc", y, root.classes()), AUXILIARY_WEIGHT);
    }

    private static Node mean(GraphScope g, Node x, int filters) {
        Node pooled = g.pool("pool", x, Pool.average(3).stride(1).pad(1).countingPadding());
        return conv(g.in("project"), "", pooled, Conv.of(filters, 1));
    }
}
