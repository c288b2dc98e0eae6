package org.bestiary.zoo.arch;

import java.util.List;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Paper;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Conv;
import org.bestiary.zoo.op.Pool;

/**
 * ShuffleNet (Zhang, Zhou, Lin, Sun: ShuffleNet: an extremely efficient convolutional neural network for mobile devices, CVPR
 * 2018, table 1).
 *
 * <p>1x1 convolutions in groups, and a shuffle of channels so that the groups meet. Stages are called 2 to 4 as in the paper.
 * In: channels x height x width from 32 x 32; out: one score per class.
 */
public final class ShuffleNet extends Variant {
    /** A column of table 1: number of groups, and channels of stage 2, which double from stage to stage. */
    private record Configuration(int groups, int channels) {}

    private static final List<Configuration> TABLE = List.of(
            new Configuration(1, 144),
            new Configuration(2, 200),
            new Configuration(3, 240),
            new Configuration(4, 272),
            new Configuration(8, 384));

    /** Units of each stage. */
    private static final List<Integer> UNITS = List.of(4, 8, 4);

    private static final int FIRST = 24;

    private static final ModelCard CARD = new ModelCard(
            "ShuffleNet",
            "ShuffleNet",
            new Paper(
                    "ShuffleNet: an extremely efficient convolutional neural network for mobile devices",
                    "Zhang, Zhou, Lin, Sun",
                    2018,
                    "https://arxiv.org/abs/1707.01083"),
            "Grouped 1x1 convolutions with a shuffle of channels between them: more channels for the same multiply-adds.",
            "Below 150 million multiply-adds; its second version is as accurate and simpler to make fast.",
            Shape.map(3, 224, 224),
            32,
            1000,
            "He, normal with fan-in (of the window alone in depthwise convolutions); batch normalisation starts at scale 1,"
                    + " shift 0",
            List.of("None known: the first 1x1 convolution of stage 2 is not grouped, and the unit that halves rows and"
                    + " columns joins its average-pooled input, as the paper says."));

    private final Configuration row;

    private ShuffleNet(Configuration row) {
        super(
                "shufflenet-v1-g" + row.groups,
                CARD.titled("ShuffleNet g=" + row.groups),
                Stem.option("stride 1 in conv1 and no pooling"));
        this.row = row;
    }

    /** The five numbers of groups of table 1. */
    public static List<Architecture> variants() {
        return TABLE.stream().<Architecture>map(ShuffleNet::new).toList();
    }

    @Override
    public void define(GraphScope g) {
        Node x = stem(g, g.input(), FIRST); // 24 x 56 x 56
        for (int s = 0; s < UNITS.size(); s++) {
            int channels = row.channels << s;
            for (int u = 0; u < UNITS.get(s); u++) {
                GraphScope unit = g.in("stage" + (s + 2)).in("unit" + (u + 1));
                x = u == 0 ? halving(unit, x, channels, s == 0 ? 1 : row.groups) : keeping(unit, x);
            }
            // 240 x 28 x 28, 480 x 14 x 14, 960 x 7 x 7 with 3 groups
        }
        x = g.globalAveragePool("pool", x); // 960
        g.classify(g.dense("fc", x, g.classes()));
    }

    /** 3x3 of stride 2, then a maximum of stride 2; of stride 1 without one for small images. */
    static Node stem(GraphScope g, Node x, int filters) {
        boolean small = Stem.of(g) == Stem.SMALL;
        x = ResNet.convBnRelu(
                g, "1", x, Conv.of(filters, 3).stride(small ? 1 : 2).pad(1));
        return small ? x : g.pool("pool1", x, Pool.max(3).stride(2).pad(1));
    }

    /** Figure 2 (b): rows and columns stay. */
    private Node keeping(GraphScope g, Node x) {
        int channels = x.output().channels();
        return g.relu("relu", g.add("add", x, inside(g, x, channels, channels, row.groups, 1)));
    }

    /** Figure 2 (c): half the rows and columns; the pooled input gives the channels that the unit does not make. */
    private Node halving(GraphScope g, Node x, int channels, int firstGroups) {
        Node y = inside(g, x, channels, channels - x.output().channels(), firstGroups, 2);
        Node pooled = g.pool("pool", x, Pool.average(3).stride(2).pad(1).countingPadding());
        return g.relu("relu", g.concat("concat", List.of(pooled, y)));
    }

    /** Grouped 1x1 to a quarter of the unit's channels, shuffle, depthwise 3x3, grouped 1x1. */
    private Node inside(GraphScope g, Node x, int unit, int made, int firstGroups, int stride) {
        int quarter = unit / 4;
        Node y = ResNet.convBnRelu(g, "1", x, Conv.of(quarter, 1).groups(firstGroups));
        y = g.channelShuffle("shuffle", y, row.groups);
        y = ResNet.convBn(g, "2", y, Conv.of(quarter, 3).stride(stride).pad(1).groups(quarter));
        return ResNet.convBn(g, "3", y, Conv.of(made, 1).groups(row.groups));
    }
}
