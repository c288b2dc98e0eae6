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
 * Inception v4 (Szegedy, Ioffe, Vanhoucke, Alemi: Inception-v4, Inception-ResNet and the impact of residual connections on
 * learning, AAAI 2017, figure 9).
 *
 * <p>The pure Inception brought to one plan: a stem that joins pools and convolutions of stride 2, then four modules A, seven B
 * and three C with a reduction between them. In: channels x height x width from 75 x 75 (32 x 32 with the small stem); out:
 * one score per class.
 */
public final class InceptionV4 extends Variant {
    private static final int MODULES_A = 4;
    private static final int MODULES_B = 7;
    private static final int MODULES_C = 3;

    private static final ModelCard CARD = new ModelCard(
            "Inception v4",
            "Inception",
            new Paper(
                    "Inception-v4, Inception-ResNet and the impact of residual connections on learning",
                    "Szegedy, Ioffe, Vanhoucke, Alemi",
                    2017,
                    "https://arxiv.org/abs/1602.07261"),
            "Inception without what was left of older machines: equal modules in each stage; shown beside Inception-ResNet,"
                    + " which learns faster and ends alike.",
            "Photographs of 299x299 at high accuracy without shortcuts.",
            Shape.map(3, 299, 299),
            75,
            1000,
            "He, normal with fan-in; batch normalisation starts at scale 1, shift 0",
            List.of(
                    "As the authors' program and its versions for PyTorch: epsilon 1e-3 of batch normalisation, padding not"
                            + " counted in means."));

    private InceptionV4() {
        super(
                "inception-v4",
                CARD,
                Stem.option(
                        "the convolutions before the modules are padded and have stride 1, and pools among them too"),
                Option.decimal("dropout", "share dropped before the classifier", 0.2, 0, 0.95));
    }

    /** The one variant. */
    public static List<Architecture> variants() {
        return List.of(new InceptionV4());
    }

    @Override
    public void define(GraphScope g) {
        Node x = stem(g.in("stem"), g.input()); // 384 x 35 x 35
        for (int i = 1; i <= MODULES_A; i++) {
            x = moduleA(g.in("a" + i), x); // 384 x 35 x 35
        }
        x = reductionA(g.in("reductionA"), x); // 1024 x 17 x 17
        for (int i = 1; i <= MODULES_B; i++) {
            x = moduleB(g.in("b" + i), x); // 1024 x 17 x 17
        }
        x = reductionB(g.in("reductionB"), x); // 1536 x 8 x 8
        for (int i = 1; i <= MODULES_C; i++) {
            x = moduleC(g.in("c" + i), x); // 1536 x 8 x 8
        }
        x = g.globalAveragePool("pool", x); // 1536
        x = g.dropout("dropout", x, g.decimal("dropout"));
        g.classify(g.dense("fc", x, g.classes()));
    }

    /** Figure 3. */
    private static Node stem(GraphScope g, Node x) {
        boolean small = Stem.of(g) == Stem.SMALL;
        int stride = small ? 1 : 2;
        int edge = small ? 1 : 0;
        Pool half = Pool.max(3).stride(stride).pad(edge);
        x = conv(g, "1", x, Conv.of(32, 3).stride(stride).pad(edge)); // 32 x 149 x 149
        x = conv(g, "2", x, Conv.of(32, 3).pad(edge)); // 32 x 147 x 147
        x = conv(g, "3", x, Conv.of(64, 3).pad(1)); // 64 x 147 x 147
        Node strided = conv(g, "4", x, Conv.of(96, 3).stride(stride).pad(edge));
        x = g.concat("concat4", List.of(g.pool("pool4", x, half), strided)); // 160 x 73 x 73
        Node left = conv(g, "5a", x, Conv.of(64, 1));
        left = conv(g, "5b", left, Conv.of(96, 3).pad(edge));
        Node right = conv(g, "6a", x, Conv.of(64, 1));
        right = conv(g, "6b", right, row(64, 7));
        right = conv(g, "6c", right, column(64, 7));
        right = conv(g, "6d", right, Conv.of(96, 3).pad(edge));
        x = g.concat("concat6", List.of(left, right)); // 192 x 71 x 71
        strided = conv(g, "7", x, Conv.of(192, 3).stride(stride).pad(edge));
        return g.concat("concat7", List.of(strided, g.pool("pool7", x, half)));
    }

    /** Figure 4. */
    private static Node moduleA(GraphScope g, Node x) {
        Node one = conv(g.in("1x1"), "", x, Conv.of(96, 1));
        Node three = conv(g.in("3x3"), "1", x, Conv.of(64, 1));
        three = conv(g.in("3x3"), "2", three, Conv.of(96, 3).pad(1));
        Node twice = conv(g.in("3x3dbl"), "1", x, Conv.of(64, 1));
        twice = conv(g.in("3x3dbl"), "2", twice, Conv.of(96, 3).pad(1));
        twice = conv(g.in("3x3dbl"), "3", twice, Conv.of(96, 3).pad(1));
        return g.concat("concat", List.of(one, three, twice, mean(g, x, 96)));
    }

    /** Figure 7 with the numbers of table 1. */
    private static Node reductionA(GraphScope g, Node x) {
        Node three = conv(g.in("3x3"), "", x, Conv.of(384, 3).stride(2));
        Node twice = conv(g.in("3x3dbl"), "1", x, Conv.of(192, 1));
        twice = conv(g.in("3x3dbl"), "2", twice, Conv.of(224, 3).pad(1));
        twice = conv(g.in("3x3dbl"), "3", twice, Conv.of(256, 3).stride(2));
        return g.concat(
                "concat", List.of(three, twice, g.pool("pool", x, Pool.max(3).stride(2))));
    }

    /** Figure 5. */
    private static Node moduleB(GraphScope g, Node x) {
        Node one = conv(g.in("1x1"), "", x, Conv.of(384, 1));
        Node seven = conv(g.in("7x7"), "1", x, Conv.of(192, 1));
        seven = conv(g.in("7x7"), "2", seven, row(224, 7));
        seven = conv(g.in("7x7"), "3", seven, column(256, 7));
        Node twice = conv(g.in("7x7dbl"), "1", x, Conv.of(192, 1));
        twice = conv(g.in("7x7dbl"), "2", twice, column(192, 7));
        twice = conv(g.in("7x7dbl"), "3", twice, row(224, 7));
        twice = conv(g.in("7x7dbl"), "4", twice, column(224, 7));
        twice = conv(g.in("7x7dbl"), "5", twice, row(256, 7));
        return g.concat("concat", List.of(one, seven, twice, mean(g, x, 128)));
    }

    /** Figure 8. */
    private static Node reductionB(GraphScope g, Node x) {
        Node three = conv(g.in("3x3"), "1", x, Conv.of(192, 1));
        three = conv(g.in("3x3"), "2", three, Conv.of(192, 3).stride(2));
        Node seven = conv(g.in("7x7x3"), "1", x, Conv.of(256, 1));
        seven = conv(g.in("7x7x3"), "2", seven, row(256, 7));
        seven = conv(g.in("7x7x3"), "3", seven, column(320, 7));
        seven = conv(g.in("7x7x3"), "4", seven, Conv.of(320, 3).stride(2));
        return g.concat(
                "concat", List.of(three, seven, g.pool("pool", x, Pool.max(3).stride(2))));
    }

    /** Figure 6. */
    private static Node moduleC(GraphScope g, Node x) {
        Node one = conv(g.in("1x1"), "", x, Conv.of(256, 1));
        Node three = conv(g.in("3x3"), "1", x, Conv.of(384, 1));
        Node threeRow = conv(g.in("3x3"), "2a", three, row(256, 3));
        Node threeColumn = conv(g.in("3x3"), "2b", three, column(256, 3));
        Node twice = conv(g.in("3x3dbl"), "1", x, Conv.of(384, 1));
        twice = conv(g.in("3x3dbl"), "2", twice, column(448, 3));
        twice = conv(g.in("3x3dbl"), "3", twice, row(512, 3));
        Node twiceRow = conv(g.in("3x3dbl"), "4a", twice, row(256, 3));
        Node twiceColumn = conv(g.in("3x3dbl"), "4b", twice, column(256, 3));
        return g.concat("concat", List.of(one, threeRow, threeColumn, twiceRow, twiceColumn, mean(g, x, 256)));
    }

    private static Node mean(GraphScope g, Node x, int filters) {
        Node pooled = g.pool("pool", x, Pool.average(3).stride(1).pad(1));
        return conv(g.in("project"), "", pooled, Conv.of(filters, 1));
    }
}
