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
 * Residual networks for ImageNet (He, Zhang, Ren, Sun: Deep residual learning for image recognition, CVPR 2016, table 1).
 *
 * <p>Each block learns what to add to its input, so that a hundred layers train as readily as twenty. Two blocks: two 3x3
 * convolutions (18 and 34 layers), or 1x1, 3x3, 1x1 with a bottleneck of a quarter of the channels (50 and more). In:
 * channels x height x width from 32 x 32; out: one score per class.
 */
public final class ResNet extends Variant {
    private enum Block {
        BASIC(1),
        BOTTLENECK(4);

        private final int expansion;

        Block(int expansion) {
            this.expansion = expansion;
        }
    }

    private enum Shortcut {
        NONE,
        ZERO_PADDED,
        PROJECTION
    }

    /** One column of the paper's table 1. */
    private record Configuration(String id, String title, Block block, Shortcut shortcut, List<Integer> blocks) {}

    private static final List<Configuration> TABLE = List.of(
            new Configuration("plain34", "Plain-34", Block.BASIC, Shortcut.NONE, List.of(3, 4, 6, 3)),
            new Configuration("resnet34-a", "ResNet-34 A", Block.BASIC, Shortcut.ZERO_PADDED, List.of(3, 4, 6, 3)),
            new Configuration("resnet18", "ResNet-18", Block.BASIC, Shortcut.PROJECTION, List.of(2, 2, 2, 2)),
            new Configuration("resnet34", "ResNet-34", Block.BASIC, Shortcut.PROJECTION, List.of(3, 4, 6, 3)),
            new Configuration("resnet50", "ResNet-50", Block.BOTTLENECK, Shortcut.PROJECTION, List.of(3, 4, 6, 3)),
            new Configuration("resnet101", "ResNet-101", Block.BOTTLENECK, Shortcut.PROJECTION, List.of(3, 4, 23, 3)),
            new Configuration("resnet152", "ResNet-152", Block.BOTTLENECK, Shortcut.PROJECTION, List.of(3, 8, 36, 3)));

    static final Paper PAPER = new Paper(
            "Deep residual learning for image recognition",
            "He, Zhang, Ren, Sun",
            2016,
            "https://arxiv.org/abs/1512.03385");

    private static final ModelCard CARD = new ModelCard(
            "ResNet",
            "ResNet",
            PAPER,
            "Shortcuts around blocks of two or three convolutions, so that a block learns a residual; winner of ImageNet"
                    + " 2015.",
            "The default backbone for photographs and for transfer learning; where every multiply-add counts, take"
                    + " MobileNet.",
            Shape.map(3, 224, 224),
            32,
            1000,
            "He, normal with fan-in, for all weights; batch normalisation starts at scale 1, shift 0",
            List.of());

    private static final String PROJECTIONS =
            "Shortcuts are projections where the shape changes (the paper's option B, as" + " torchvision and Keras).";
    private static final String STRIDE = "The stride of a stage lies on the 3x3 convolution (\"v1.5\", as torchvision);"
            + " the paper and Keras have it on the first 1x1, which takes 5% fewer multiply-adds and about half a point"
            + " of top-1. Option stride=1x1 gives the paper's.";
    private static final String MULTIPLY_ADDS_NO_SHORTCUT =
            "The paper's 3.6 billion multiply-adds count no projections.";

    static final Option STEM = Stem.option("a 3x3 convolution of stride 1 and no pooling");
    private static final Option STRIDE_OPTION =
            Option.choice("stride", "the convolution of a bottleneck that carries the stride", "3x3", "1x1");

    private final Configuration row;

    private ResNet(Configuration row) {
        super(
                row.id,
                card(row),
                row.block == Block.BOTTLENECK ? new Option[] {STEM, STRIDE_OPTION} : new Option[] {STEM});
        this.row = row;
    }

    private static ModelCard card(Configuration row) {
        ModelCard card = CARD.titled(row.title);
        if (row.shortcut == Shortcut.NONE) {
            return card.departing(
                    "None known: ResNet-34 without its shortcuts, which the paper trains as the contrast.");
        }
        if (row.shortcut == Shortcut.ZERO_PADDED) {
            return card.departing("Option A: shortcuts subsample and append channels of zeros, without parameters;"
                    + " torchvision's resnet34 has 173,824 parameters more in projections.");
        }
        return row.block == Block.BOTTLENECK
                ? card.departing(PROJECTIONS, STRIDE)
                : card.departing(PROJECTIONS, MULTIPLY_ADDS_NO_SHORTCUT);
    }

    /** Table 1 and its two contrasts with 34 layers. */
    public static List<Architecture> variants() {
        return TABLE.stream().<Architecture>map(ResNet::new).toList();
    }

    @Override
    public void define(GraphScope g) {
        Node x = stem(g, g.input());
        // 64 x 56 x 56
        for (int s = 0; s < 4; s++) {
            GraphScope stage = g.in("stage" + (s + 1));
            for (int b = 0; b < row.blocks.get(s); b++) {
                int stride = s > 0 && b == 0 ? 2 : 1;
                x = block(stage.in("block" + (b + 1)), x, 64 << s, stride);
            }
            // 64 x 56 x 56, 128 x 28 x 28, 256 x 14 x 14, 512 x 7 x 7; four times the channels with bottlenecks
        }
        x = g.globalAveragePool("pool", x); // 512 or 2048
        g.classify(g.dense("fc", x, g.classes()));
    }

    static Node stem(GraphScope g, Node x) {
        if (Stem.of(g) == Stem.SMALL) {
            return convBnRelu(g, "1", x, Conv.of(64, 3).pad(1)); // 64 x 32 x 32
        }
        x = convBnRelu(g, "1", x, Conv.of(64, 7).stride(2).pad(3)); // 64 x 112 x 112
        return g.pool("pool1", x, Pool.max(3).stride(2).pad(1));
    }

    private Node block(GraphScope g, Node x, int width, int stride) {
        int channels = width * row.block.expansion;
        Node y;
        if (row.block == Block.BASIC) {
            y = convBnRelu(g, "1", x, Conv.of(width, 3).stride(stride).pad(1));
            y = convBn(g, "2", y, Conv.of(width, 3).pad(1));
        } else {
            boolean onFirst = g.setting("stride").equals("1x1");
            y = inside(g, x, Conv.of(width, 3).pad(1), channels, stride, onFirst);
        }
        if (row.shortcut == Shortcut.NONE) {
            return g.relu("relu", y);
        }
        boolean changes = stride > 1 || x.output().channels() != channels;
        Node shortcut = row.shortcut == Shortcut.ZERO_PADDED && changes
                ? g.zeroPaddedShortcut("shortcut", x, channels, stride)
                : projection(g, x, channels, stride);
        return g.relu("relu", g.add("add", y, shortcut));
    }

    /**
     * A block of 1x1, 3x3 and 1x1 with its shortcut; the stride lies on the 3x3.
     *
     * @param inside channels that the 3x3 convolution reads and makes
     * @param groups in which it does
     * @param channels of the output
     */
    static Node bottleneck(GraphScope g, Node x, int inside, int groups, int channels, int stride) {
        Node y = inside(g, x, Conv.of(inside, 3).pad(1).groups(groups), channels, stride, false);
        return g.relu("relu", g.add("add", y, projection(g, x, channels, stride)));
    }

    /** The three convolutions of a bottleneck. */
    static Node inside(GraphScope g, Node x, Conv middle, int channels, int stride, boolean strideOnFirst) {
        Node y = convBnRelu(g, "1", x, Conv.of(middle.filters(), 1).stride(strideOnFirst ? stride : 1));
        y = convBnRelu(g, "2", y, middle.stride(strideOnFirst ? 1 : stride));
        return convBn(g, "3", y, Conv.of(channels, 1));
    }

    /** The input itself where the shape stays, otherwise a 1x1 convolution of it. */
    static Node projection(GraphScope g, Node x, int channels, int stride) {
        return stride == 1 && x.output().channels() == channels
                ? x
                : convBn(g.in("shortcut"), "", x, Conv.of(channels, 1).stride(stride));
    }

    static Node convBn(GraphScope g, String number, Node x, Conv conv) {
        return g.batchNorm("bn" + number, g.conv("conv" + number, x, conv.noBias()));
    }

    static Node convBnRelu(GraphScope g, String number, Node x, Conv conv) {
        return g.relu("relu" + number, convBn(g, number, x, conv));
    }
}
