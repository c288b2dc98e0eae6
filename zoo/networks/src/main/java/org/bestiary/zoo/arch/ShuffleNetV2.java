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
 * ShuffleNet v2 (Ma, Zhang, Zheng, Sun: ShuffleNet V2: practical guidelines for efficient CNN architecture design, ECCV 2018,
 * table 5).
 *
 * <p>Made for measured speed, not for few multiply-adds: half the channels go past a unit untouched, the other half through
 * convolutions without groups, and a shuffle mixes the two. Stages are called 2 to 4 as in the paper. In: channels x height x
 * width from 32 x 32; out: one score per class.
 */
public final class ShuffleNetV2 extends Variant {
    /** A column of table 5: channels of stage 2, which double from stage to stage, and of the last convolution. */
    private record Configuration(String id, String title, int channels, int last, boolean cifar) {}

    private static final List<Configuration> TABLE = List.of(
            new Configuration("shufflenet-v2-0.5", "ShuffleNet v2 0.5x", 48, 1024, false),
            new Configuration("shufflenet-v2-1.0", "ShuffleNet v2 1x", 116, 1024, false),
            new Configuration("shufflenet-v2-1.5", "ShuffleNet v2 1.5x", 176, 1024, false),
            new Configuration("shufflenet-v2-2.0", "ShuffleNet v2 2x", 244, 2048, false),
            new Configuration("shufflenet-v2-cifar", "ShuffleNet v2 1x (CIFAR)", 116, 1024, true));

    /** Units of each stage. */
    private static final List<Integer> UNITS = List.of(4, 8, 4);

    private static final int FIRST = 24;

    private static final ModelCard CARD = new ModelCard(
            "ShuffleNet v2",
            "ShuffleNet",
            new Paper(
                    "ShuffleNet V2: practical guidelines for efficient CNN architecture design",
                    "Ma, Zhang, Zheng, Sun",
                    2018,
                    "https://arxiv.org/abs/1807.11164"),
            "Channel split, and four guidelines for speed that is measured: equal widths, few groups, few branches, few"
                    + " elementwise operations.",
            "Small and quick on processors and phones.",
            Shape.map(3, 224, 224),
            32,
            1000,
            "He, normal with fan-in (of the window alone in depthwise convolutions); batch normalisation starts at scale 1,"
                    + " shift 0",
            List.of());

    private final Configuration row;

    private ShuffleNetV2(Configuration row) {
        super(row.id, card(row), options(row));
        this.row = row;
    }

    private static Option[] options(Configuration row) {
        return row.cifar ? new Option[0] : new Option[] {Stem.option("stride 1 in conv1 and no pooling")};
    }

    private static ModelCard card(Configuration row) {
        ModelCard card = CARD.titled(row.title);
        if (row.cifar) {
            return card.input(Shape.map(3, 32, 32), 32)
                    .classes(10)
                    .departing(
                            "The paper has none for CIFAR: this has the small stem, stride 1 in conv1 and no pooling, so"
                                    + " that the last maps of 32x32 images are 4x4.");
        }
        return card.departing("None known; as torchvision.");
    }

    /** The four columns of table 5, and one for small images. */
    public static List<Architecture> variants() {
        return TABLE.stream().<Architecture>map(ShuffleNetV2::new).toList();
    }

    @Override
    public void define(GraphScope g) {
        Node x = row.cifar
                ? ResNet.convBnRelu(g, "1", g.input(), Conv.of(FIRST, 3).pad(1))
                : ShuffleNet.stem(g, g.input(), FIRST); // 24 x 56 x 56
        for (int s = 0; s < UNITS.size(); s++) {
            int half = (row.channels << s) / 2;
            for (int u = 0; u < UNITS.get(s); u++) {
                GraphScope unit = g.in("stage" + (s + 2)).in("unit" + (u + 1));
                x = unit(unit, x, half, u == 0);
            }
            // 116 x 28 x 28, 232 x 14 x 14, 464 x 7 x 7
        }
        x = ResNet.convBnRelu(g, "5", x, Conv.of(row.last, 1)); // 1024 x 7 x 7
        x = g.globalAveragePool("pool", x); // 1024
        g.classify(g.dense("fc", x, g.classes()));
    }

    /** Figure 3 (c) where rows and columns stay, (d) where they are halved and both branches work on the whole input. */
    private static Node unit(GraphScope g, Node x, int half, boolean halves) {
        Node left = halves ? leftHalving(g.in("left"), x, half) : g.channelSlice("past", x, 0, half);
        Node right = halves ? x : g.channelSlice("through", x, half, half);
        right = ResNet.convBnRelu(g, "1", right, Conv.of(half, 1));
        right = ResNet.convBn(g, "2", right, depthwise(half, halves));
        right = ResNet.convBnRelu(g, "3", right, Conv.of(half, 1));
        return g.channelShuffle("shuffle", g.concat("concat", List.of(left, right)), 2);
    }

    private static Node leftHalving(GraphScope g, Node x, int half) {
        Node y = ResNet.convBn(g, "1", x, depthwise(x.output().channels(), true));
        return ResNet.convBnRelu(g, "2", y, Conv.of(half, 1));
    }

    private static Conv depthwise(int channels, boolean halves) {
        return Conv.of(channels, 3).stride(halves ? 2 : 1).pad(1).groups(channels);
    }
}
