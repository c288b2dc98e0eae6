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
 * MobileNet (Howard, Zhu, Chen, Kalenichenko, Wang, Weyand, Andreetto, Adam: MobileNets: efficient convolutional neural
 * networks for mobile vision applications, 2017, table 1).
 *
 * <p>A convolution cut in two: one window per channel, then 1x1 across channels, for an eighth to a ninth of the
 * multiply-adds. The width multiplier thins every layer; the resolution multiplier is the size of the input. In: channels x
 * height x width from 32 x 32; out: one score per class.
 */
public final class MobileNet extends Variant {
    /** One separable block of table 1: filters at width 1, and the stride of its depthwise convolution. */
    private record Block(int filters, int stride) {}

    private static final List<Block> BLOCKS = List.of(
            new Block(64, 1),
            new Block(128, 2),
            new Block(128, 1),
            new Block(256, 2),
            new Block(256, 1),
            new Block(512, 2),
            new Block(512, 1),
            new Block(512, 1),
            new Block(512, 1),
            new Block(512, 1),
            new Block(512, 1),
            new Block(1024, 2),
            new Block(1024, 1));

    private record Configuration(String id, String title, boolean separable, double width) {}

    private static final List<Configuration> TABLE = List.of(
            new Configuration("mobilenet-v1-1.0", "MobileNet", true, 1.0),
            new Configuration("mobilenet-v1-0.75", "MobileNet 0.75", true, 0.75),
            new Configuration("mobilenet-v1-0.5", "MobileNet 0.5", true, 0.5),
            new Configuration("mobilenet-v1-0.25", "MobileNet 0.25", true, 0.25),
            new Configuration("conv-mobilenet", "Conv MobileNet", false, 1.0));

    private static final ModelCard CARD = new ModelCard(
            "MobileNet",
            "MobileNet",
            new Paper(
                    "MobileNets: efficient convolutional neural networks for mobile vision applications",
                    "Howard, Zhu, Chen, Kalenichenko, Wang, Weyand, Andreetto, Adam",
                    2017,
                    "https://arxiv.org/abs/1704.04861"),
            "Depthwise separable convolutions throughout, and two multipliers that trade accuracy for cost.",
            "Phones and other small machines, and a light backbone for transfer learning.",
            Shape.map(3, 224, 224),
            32,
            1000,
            "He, normal with fan-in (of the window alone in depthwise convolutions); batch normalisation starts at scale 1,"
                    + " shift 0",
            List.of(
                    "Padding is TensorFlow's \"same\": with stride 2 on an even size the odd row is at the bottom.",
                    "Table 1 gives the last depthwise convolution stride 2; its 7x7 output needs stride 1, as every"
                            + " implementation has it."));

    private final Configuration row;

    private MobileNet(Configuration row) {
        super(
                row.id,
                card(row),
                Stem.option("stride 1 in conv1 and block2"),
                Option.decimal("width", "what every number of filters is multiplied with", row.width, 0.01, 4),
                Option.choice("activation", "what follows every batch normalisation", "relu", "relu6"),
                Option.decimal("dropout", "share dropped before the classifier", 0, 0, 0.95));
        this.row = row;
    }

    private static ModelCard card(Configuration row) {
        ModelCard titled = CARD.titled(row.title);
        return row.separable
                ? titled.departing(
                        "ReLU as in the paper; Keras and TensorFlow have ReLU6, which activation=relu6 gives.")
                : titled.departing("The paper's contrast: every separable block is one full 3x3 convolution.");
    }

    /** The four widths of the paper's table 6, and the network with full convolutions of table 4. */
    public static List<Architecture> variants() {
        return TABLE.stream().<Architecture>map(MobileNet::new).toList();
    }

    @Override
    public void define(GraphScope g) {
        boolean small = Stem.of(g) == Stem.SMALL;
        Node x = g.input(); // 3 x 224 x 224
        x = conv(g, "conv1", "1", x, Conv.of(filters(g, 32), 3).stride(small ? 1 : 2)); // 32 x 112 x 112
        for (int i = 0; i < BLOCKS.size(); i++) {
            Block block = BLOCKS.get(i);
            int stride = small && i == 1 ? 1 : block.stride;
            x = block(g.in("block" + (i + 1)), x, filters(g, block.filters), stride);
            // 64 x 112 x 112, 128 x 56 x 56 (2), 256 x 28 x 28 (2), 512 x 14 x 14 (6), 1024 x 7 x 7 (2)
        }
        x = g.globalAveragePool("pool", x); // 1024
        x = g.dropout("dropout", x, g.decimal("dropout"));
        g.classify(g.dense("fc", x, g.classes()));
    }

    private Node block(GraphScope g, Node x, int filters, int stride) {
        if (!row.separable) {
            return conv(g, "conv", "", x, Conv.of(filters, 3).stride(stride));
        }
        int channels = x.output().channels();
        x = conv(g, "depthwise", "1", x, Conv.of(channels, 3).stride(stride).groups(channels));
        return conv(g, "pointwise", "2", x, Conv.of(filters, 1));
    }

    private static Node conv(GraphScope g, String name, String number, Node x, Conv conv) {
        x = g.batchNorm("bn" + number, g.conv(name, x, conv.same().noBias()));
        // The vertex is called relu whichever of the two it is.
        return g.activate("relu" + number, x, Activation.parse(g.setting("activation")));
    }

    private static int filters(GraphScope g, int filters) {
        return Math.max(1, (int) (filters * g.decimal("width")));
    }
}
