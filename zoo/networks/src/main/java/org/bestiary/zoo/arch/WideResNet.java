package org.bestiary.zoo.arch;

import java.util.List;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Paper;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;

/**
 * Wide residual networks for ImageNet (Zagoruyko, Komodakis: Wide residual networks, BMVC 2016, section 3.4): bottlenecks
 * with twice a ResNet's channels inside, and as many between them. In: channels x height x width from 32 x 32; out: one
 * score per class.
 */
public final class WideResNet extends Variant {
    private record Configuration(int depth, List<Integer> blocks) {}

    private static final List<Configuration> TABLE =
            List.of(new Configuration(50, List.of(3, 4, 6, 3)), new Configuration(101, List.of(3, 4, 23, 3)));

    private static final int WIDENING = 2;

    static final Paper PAPER =
            new Paper("Wide residual networks", "Zagoruyko, Komodakis", 2016, "https://arxiv.org/abs/1605.07146");

    private static final ModelCard CARD = new ModelCard(
            "Wide ResNet",
            "Wide ResNet",
            PAPER,
            "Width in place of depth: fewer and wider layers are as accurate as a thousand thin ones, and much faster.",
            "Accuracy where memory and time are at hand; a ResNet-50 takes a third of the multiply-adds.",
            Shape.map(3, 224, 224),
            32,
            1000,
            "He, normal with fan-in, for all weights; batch normalisation starts at scale 1, shift 0",
            List.of("As torchvision: the stride of a stage lies on the 3x3 convolution."));

    private final Configuration row;

    private WideResNet(Configuration row) {
        super("wide-resnet" + row.depth + "-2", card(row), ResNet.STEM);
        this.row = row;
    }

    private static ModelCard card(Configuration row) {
        ModelCard card = CARD.titled("Wide ResNet-" + row.depth + "-2");
        return row.depth == 50 ? card : card.departing("The paper has 50 layers only; this depth is torchvision's.");
    }

    /** The paper's and torchvision's deeper one. */
    public static List<Architecture> variants() {
        return TABLE.stream().<Architecture>map(WideResNet::new).toList();
    }

    @Override
    public void define(GraphScope g) {
        Node x = ResNet.stem(g, g.input());
        // 64 x 56 x 56
        for (int s = 0; s < row.blocks.size(); s++) {
            for (int b = 0; b < row.blocks.get(s); b++) {
                GraphScope block = g.in("stage" + (s + 1)).in("block" + (b + 1));
                x = ResNet.bottleneck(block, x, 64 * WIDENING << s, 1, 256 << s, s > 0 && b == 0 ? 2 : 1);
            }
            // 256 x 56 x 56, 512 x 28 x 28, 1024 x 14 x 14, 2048 x 7 x 7
        }
        x = g.globalAveragePool("pool", x); // 2048
        g.classify(g.dense("fc", x, g.classes()));
    }
}
