package org.bestiary.zoo.arch;

import java.util.List;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Option;
import org.bestiary.zoo.Paper;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Activation;
import org.bestiary.zoo.op.Conv;

/**
 * EfficientNet-B0 (Tan, Le: EfficientNet: rethinking model scaling for convolutional neural networks, ICML 2019, table 1).
 *
 * <p>Inverted residuals as in MobileNet v2, with squeeze and excitation and the swish function. Stages are called 1 to 9 as in
 * the paper. In: channels x height x width from 32 x 32; out: one score per class.
 */
public final class EfficientNet extends Variant {
    /** Stages 2 to 8 of table 1: expansion, window, stride of the first block, channels, blocks. */
    private record Stage(int expansion, int kernel, int stride, int channels, int blocks) {}

    private static final List<Stage> STAGES = List.of(
            new Stage(1, 3, 1, 16, 1),
            new Stage(6, 3, 2, 24, 2),
            new Stage(6, 5, 2, 40, 2),
            new Stage(6, 3, 2, 80, 3),
            new Stage(6, 5, 1, 112, 3),
            new Stage(6, 5, 2, 192, 4),
            new Stage(6, 3, 1, 320, 1));

    /** Channels of a block's input for each number inside its squeeze and excitation. */
    private static final int REDUCTION = 4;

    private static final ModelCard CARD = new ModelCard(
            "EfficientNet-B0",
            "EfficientNet",
            new Paper(
                    "EfficientNet: rethinking model scaling for convolutional neural networks",
                    "Tan, Le",
                    2019,
                    "https://arxiv.org/abs/1905.11946"),
            "Depth, width and resolution scaled together from one small network, which this is.",
            "A good accuracy for its multiply-adds; slower on processors than their count says.",
            Shape.map(3, 224, 224),
            32,
            1000,
            "He, normal with fan-in (of the window alone in depthwise convolutions); batch normalisation starts at scale 1,"
                    + " shift 0",
            List.of(
                    "Padding is the same on all sides and the epsilon of batch normalisation 1e-5, as torchvision; the"
                            + " authors' program pads below and to the right where the stride is 2.",
                    "No stochastic depth, which the authors train with at a rate of 0.2: all blocks take part in every step."));

    private EfficientNet() {
        super(
                "efficientnet-b0",
                CARD,
                Stem.option("stride 1 in conv1 and stage 3"),
                Option.decimal("dropout", "share dropped before the classifier", 0.2, 0, 0.95));
    }

    /** The smallest of the family. */
    public static List<Architecture> variants() {
        return List.of(new EfficientNet());
    }

    @Override
    public void define(GraphScope g) {
        boolean small = Stem.of(g) == Stem.SMALL;
        Node x = convBnSwish(
                g, "1", g.input(), Conv.of(32, 3).stride(small ? 1 : 2).pad(1)); // 32 x 112 x 112
        for (int s = 0; s < STAGES.size(); s++) {
            Stage stage = STAGES.get(s);
            for (int b = 0; b < stage.blocks; b++) {
                GraphScope block = g.in("stage" + (s + 2)).in("block" + (b + 1));
                x = block(block, x, stage, b > 0 || (small && s == 1) ? 1 : stage.stride);
            }
            // 16 x 112 x 112, 24 x 56 x 56, 40 x 28 x 28, 80 x 14 x 14, 112 x 14 x 14, 192 x 7 x 7, 320 x 7 x 7
        }
        x = convBnSwish(g, "9", x, Conv.of(1280, 1)); // 1280 x 7 x 7
        x = g.globalAveragePool("pool", x); // 1280
        x = g.dropout("dropout", x, g.decimal("dropout"));
        g.classify(g.dense("fc", x, g.classes()));
    }

    private static Node block(GraphScope g, Node x, Stage stage, int stride) {
        int channels = x.output().channels();
        int inside = channels * stage.expansion;
        Node y = stage.expansion > 1 ? convBnSwish(g, "1", x, Conv.of(inside, 1)) : x;
        Conv window = Conv.of(inside, stage.kernel).stride(stride).pad(stage.kernel / 2);
        y = convBnSwish(g, "2", y, window.groups(inside));
        y = SqueezeExcitation.of(g.in("se"), y, channels / REDUCTION, Activation.SWISH, Activation.SIGMOID);
        y = ResNet.convBn(g, "3", y, Conv.of(stage.channels, 1));
        return stride == 1 && stage.channels == channels ? g.add("add", y, x) : y;
    }

    private static Node convBnSwish(GraphScope g, String number, Node x, Conv conv) {
        return g.activate("swish" + number, ResNet.convBn(g, number, x, conv), Activation.SWISH);
    }
}
