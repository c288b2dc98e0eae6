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

/**
 * MNASNet-B1 (Tan, Chen, Pang, Vasudevan, Sandler, Howard, Le: MnasNet: platform-aware neural architecture search for mobile,
 * CVPR 2019).
 *
 * <p>Blocks of MobileNet v2 whose windows, expansions and numbers a search has chosen by measured time on a phone. In: channels
 * x height x width from 32 x 32; out: one score per class.
 */
public final class MnasNet extends Variant {
    /** One row: window k, expansion t, channels c at width 1, blocks n, stride s of the first. */
    private record Stack(int kernel, int expansion, int channels, int blocks, int stride) {}

    private static final List<Stack> STACKS = List.of(
            new Stack(3, 3, 24, 3, 2),
            new Stack(5, 3, 40, 3, 2),
            new Stack(5, 6, 80, 3, 2),
            new Stack(3, 6, 96, 2, 1),
            new Stack(5, 6, 192, 4, 2),
            new Stack(3, 6, 320, 1, 1));

    private static final List<Double> WIDTHS = List.of(1.0, 0.5, 0.75, 1.3);
    private static final int LAST = 1280;

    private static final ModelCard CARD = new ModelCard(
            "MNASNet",
            "MNASNet",
            new Paper(
                    "MnasNet: platform-aware neural architecture search for mobile",
                    "Tan, Chen, Pang, Vasudevan, Sandler, Howard, Le",
                    2019,
                    "https://arxiv.org/abs/1807.11626"),
            "A search over networks with the time on a phone in its objective; EfficientNet came out of the same space.",
            "Phones and other small machines, beside MobileNet v2.",
            Shape.map(3, 224, 224),
            32,
            1000,
            "He, normal with fan-in (of the window alone in depthwise convolutions); batch normalisation starts at scale 1,"
                    + " shift 0",
            List.of(
                    "As torchvision's mnasnet: the paper's B1, without squeeze and excitation; figure 7 of the paper is A1.",
                    "Running statistics are kept at 0.9 for each batch; torchvision's 0.9997 takes tens of thousands of"
                            + " batches to settle. Loaded weights are the same with either."));

    private MnasNet(double width) {
        super(
                "mnasnet-" + width,
                CARD.titled("MNASNet " + width),
                Stem.option("stride 1 in conv1 and in the first stack"),
                Option.decimal("width", "what every number of filters is multiplied with", width, 0.01, 4),
                Option.decimal("dropout", "share dropped before the classifier", 0.2, 0, 0.95));
    }

    /** The four widths that torchvision has. */
    public static List<Architecture> variants() {
        return WIDTHS.stream().<Architecture>map(MnasNet::new).toList();
    }

    @Override
    public void define(GraphScope g) {
        boolean small = Stem.of(g) == Stem.SMALL;
        double width = g.decimal("width");
        int first = Widths.multipleOf8(32 * width);
        Node x = ResNet.convBnRelu(
                g, "1", g.input(), Conv.of(first, 3).stride(small ? 1 : 2).pad(1)); // 32 x 112 x 112
        x = ResNet.convBnRelu(g, "2", x, Conv.of(first, 3).pad(1).groups(first));
        x = ResNet.convBn(g, "3", x, Conv.of(Widths.multipleOf8(16 * width), 1)); // 16 x 112 x 112
        for (int s = 0; s < STACKS.size(); s++) {
            Stack stack = STACKS.get(s);
            for (int b = 0; b < stack.blocks; b++) {
                GraphScope block = g.in("stack" + (s + 1)).in("block" + (b + 1));
                int stride = b > 0 || (small && s == 0) ? 1 : stack.stride;
                x = block(block, x, stack, Widths.multipleOf8(stack.channels * width), stride);
            }
            // 24 x 56 x 56, 40 x 28 x 28, 80 x 14 x 14, 96 x 14 x 14, 192 x 7 x 7, 320 x 7 x 7
        }
        x = ResNet.convBnRelu(g, "4", x, Conv.of(LAST, 1)); // 1280 x 7 x 7
        x = g.globalAveragePool("pool", x); // 1280
        x = g.dropout("dropout", x, g.decimal("dropout"));
        g.classify(g.dense("fc", x, g.classes()));
    }

    private static Node block(GraphScope g, Node x, Stack stack, int channels, int stride) {
        int inside = x.output().channels() * stack.expansion;
        Node y = ResNet.convBnRelu(g, "1", x, Conv.of(inside, 1));
        Conv window = Conv.of(inside, stack.kernel).stride(stride).pad(stack.kernel / 2);
        y = ResNet.convBnRelu(g, "2", y, window.groups(inside));
        y = ResNet.convBn(g, "3", y, Conv.of(channels, 1));
        return stride == 1 && channels == x.output().channels() ? g.add("add", y, x) : y;
    }
}
