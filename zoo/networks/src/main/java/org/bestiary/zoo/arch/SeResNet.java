package org.bestiary.zoo.arch;

import java.util.List;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Paper;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Activation;
import org.bestiary.zoo.op.Conv;

/**
 * Residual networks with squeeze and excitation (Hu, Shen, Albanie, Sun, Wu: Squeeze-and-excitation networks, CVPR 2018,
 * table 1).
 *
 * <p>Before each sum the channels of a block are weighed by what the block sees as a whole. In: channels x height x width from
 * 32 x 32; out: one score per class.
 */
public final class SeResNet extends Variant {
    private record Configuration(int depth, List<Integer> blocks) {}

    private static final List<Configuration> TABLE = List.of(
            new Configuration(50, List.of(3, 4, 6, 3)),
            new Configuration(101, List.of(3, 4, 23, 3)),
            new Configuration(152, List.of(3, 8, 36, 3)));

    /** Channels for each number between the two layers of a block. */
    private static final int REDUCTION = 16;

    static final Paper PAPER = new Paper(
            "Squeeze-and-excitation networks", "Hu, Shen, Albanie, Sun, Wu", 2018, "https://arxiv.org/abs/1709.01507");

    private static final ModelCard CARD = new ModelCard(
            "SE-ResNet",
            "SENet",
            PAPER,
            "Channels that weigh themselves: means of all maps, two small layers, one factor for each channel; winner of"
                    + " ImageNet 2017.",
            "A ResNet with one to one and a half points more of top-1, for a tenth more parameters and hardly any"
                    + " multiply-adds.",
            Shape.map(3, 224, 224),
            32,
            1000,
            "He, normal with fan-in, for all weights; batch normalisation starts at scale 1, shift 0",
            List.of(
                    "The stride of a stage lies on the 3x3 convolution, as in torchvision's ResNets; the authors have it on"
                            + " the first 1x1.",
                    "The two layers of a block have biases, and are 1x1 convolutions of a map of one pixel."));

    private final Configuration row;

    private SeResNet(Configuration row) {
        super("se-resnet" + row.depth, CARD.titled("SE-ResNet-" + row.depth), ResNet.STEM);
        this.row = row;
    }

    /** The three depths of table 2. */
    public static List<Architecture> variants() {
        return TABLE.stream().<Architecture>map(SeResNet::new).toList();
    }

    @Override
    public void define(GraphScope g) {
        Node x = ResNet.stem(g, g.input());
        // 64 x 56 x 56
        for (int s = 0; s < 4; s++) {
            for (int b = 0; b < row.blocks.get(s); b++) {
                GraphScope block = g.in("stage" + (s + 1)).in("block" + (b + 1));
                x = block(block, x, 64 << s, s > 0 && b == 0 ? 2 : 1);
            }
            // 256 x 56 x 56, 512 x 28 x 28, 1024 x 14 x 14, 2048 x 7 x 7
        }
        x = g.globalAveragePool("pool", x); // 2048
        g.classify(g.dense("fc", x, g.classes()));
    }

    private static Node block(GraphScope g, Node x, int width, int stride) {
        int channels = 4 * width;
        Node y = ResNet.inside(g, x, Conv.of(width, 3).pad(1), channels, stride, false);
        y = SqueezeExcitation.of(g.in("se"), y, channels / REDUCTION, Activation.RELU, Activation.SIGMOID);
        return g.relu("relu", g.add("add", y, ResNet.projection(g, x, channels, stride)));
    }
}
