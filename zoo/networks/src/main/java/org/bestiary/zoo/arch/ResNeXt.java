package org.bestiary.zoo.arch;

import java.util.List;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Paper;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;

/**
 * ResNeXt for ImageNet (Xie, Girshick, Dollar, Tu, He: Aggregated residual transformations for deep neural networks, CVPR
 * 2017, table 1).
 *
 * <p>The bottleneck of a ResNet with its 3x3 convolution in 32 groups: many thin paths side by side. An id says depth,
 * number of groups (the cardinality) and channels of each in the first stage. In: channels x height x width from 32 x 32;
 * out: one score per class.
 */
public final class ResNeXt extends Variant {
    private record Configuration(int depth, List<Integer> blocks, int cardinality, int width) {
        String id() {
            return "resnext" + depth + "-" + cardinality + "x" + width + "d";
        }

        String title() {
            return "ResNeXt-" + depth + " (" + cardinality + "x" + width + "d)";
        }
    }

    private static final List<Configuration> TABLE = List.of(
            new Configuration(50, List.of(3, 4, 6, 3), 32, 4), new Configuration(101, List.of(3, 4, 23, 3), 32, 8));

    static final Paper PAPER = new Paper(
            "Aggregated residual transformations for deep neural networks",
            "Xie, Girshick, Dollar, Tu, He",
            2017,
            "https://arxiv.org/abs/1611.05431");

    private static final ModelCard CARD = new ModelCard(
            "ResNeXt",
            "ResNeXt",
            PAPER,
            "Cardinality: more groups in the 3x3 convolutions gain more accuracy than more depth or width for the same cost.",
            "A ResNet with a point more of top-1 for the same multiply-adds; grouped convolutions take longer than their"
                    + " count says.",
            Shape.map(3, 224, 224),
            32,
            1000,
            "He, normal with fan-in, for all weights; batch normalisation starts at scale 1, shift 0",
            List.of("None known; as torchvision. Shortcuts are projections where the shape changes, and the stride of a"
                    + " stage lies on the 3x3 convolution."));

    private final Configuration row;

    private ResNeXt(Configuration row) {
        super(row.id(), CARD.titled(row.title()), ResNet.STEM);
        this.row = row;
    }

    /** The two that torchvision has weights for: the first is table 1's. */
    public static List<Architecture> variants() {
        return TABLE.stream().<Architecture>map(ResNeXt::new).toList();
    }

    @Override
    public void define(GraphScope g) {
        Node x = ResNet.stem(g, g.input());
        // 64 x 56 x 56
        for (int s = 0; s < row.blocks.size(); s++) {
            int inside = row.cardinality * row.width << s;
            for (int b = 0; b < row.blocks.get(s); b++) {
                GraphScope block = g.in("stage" + (s + 1)).in("block" + (b + 1));
                x = ResNet.bottleneck(block, x, inside, row.cardinality, 256 << s, s > 0 && b == 0 ? 2 : 1);
            }
            // 256 x 56 x 56, 512 x 28 x 28, 1024 x 14 x 14, 2048 x 7 x 7
        }
        x = g.globalAveragePool("pool", x); // 2048
        g.classify(g.dense("fc", x, g.classes()));
    }
}
