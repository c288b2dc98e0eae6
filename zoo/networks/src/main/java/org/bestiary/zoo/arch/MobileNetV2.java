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
 * MobileNet v2 (Sandler, Howard, Zhu, Zhmoginov, Chen: MobileNetV2: inverted residuals and linear bottlenecks, CVPR 2018,
 * table 2).
 *
 * <p>Blocks turned inside out: few channels between them, six times as many inside, where a depthwise convolution works; the
 * sum joins the narrow ends, which have no activation. In: channels x height x width from 32 x 32; out: one score per class.
 */
public final class MobileNetV2 extends Variant {
    /** One row of table 2, with its letters: expansion t, channels c, blocks n, stride s of the first. */
    private record Bottleneck(int expansion, int channels, int blocks, int stride) {}

    private static final List<Bottleneck> BOTTLENECKS = List.of(
            new Bottleneck(1, 16, 1, 1),
            new Bottleneck(6, 24, 2, 2),
            new Bottleneck(6, 32, 3, 2),
            new Bottleneck(6, 64, 4, 2),
            new Bottleneck(6, 96, 3, 1),
            new Bottleneck(6, 160, 3, 2),
            new Bottleneck(6, 320, 1, 1));

    private static final int LAST = 1280;

    private record Configuration(String id, String title, double width, boolean cifar) {}

    private static final List<Configuration> TABLE = List.of(
            new Configuration("mobilenet-v2", "MobileNet v2", 1.0, false),
            new Configuration("mobilenet-v2-1.4", "MobileNet v2 1.4", 1.4, false),
            new Configuration("mobilenet-v2-1.3", "MobileNet v2 1.3", 1.3, false),
            new Configuration("mobilenet-v2-0.75", "MobileNet v2 0.75", 0.75, false),
            new Configuration("mobilenet-v2-0.5", "MobileNet v2 0.5", 0.5, false),
            new Configuration("mobilenet-v2-0.35", "MobileNet v2 0.35", 0.35, false),
            new Configuration("mobilenet-v2-cifar", "MobileNet v2 (CIFAR)", 1.0, true));

    private static final ModelCard CARD = new ModelCard(
            "MobileNet v2",
            "MobileNet",
            new Paper(
                    "MobileNetV2: inverted residuals and linear bottlenecks",
                    "Sandler, Howard, Zhu, Zhmoginov, Chen",
                    2018,
                    "https://arxiv.org/abs/1801.04381"),
            "Inverted residuals: shortcuts between narrow layers without activation, and depthwise convolutions on the wide"
                    + " layers inside.",
            "Phones and other small machines; more accurate than the first MobileNet for half the multiply-adds.",
            Shape.map(3, 224, 224),
            32,
            1000,
            "He, normal with fan-in (of the window alone in depthwise convolutions); batch normalisation starts at scale 1,"
                    + " shift 0",
            List.of(
                    "Padding is the same on all sides, as torchvision; the paper's program and Keras pad below and to the"
                            + " right where the stride is 2, which padding=same gives. Weights know only one of the two.",
                    "Dropout of 0.2 before the classifier, as torchvision; the paper does not say."));

    private final Configuration row;

    private MobileNetV2(Configuration row) {
        super(row.id, card(row), options(row));
        this.row = row;
    }

    private static Option[] options(Configuration row) {
        Option width = Option.decimal("width", "what every number of filters is multiplied with", row.width, 0.01, 4);
        Option padding = Option.choice(
                "padding",
                "where rows and columns of zeros lie: symmetric as torchvision, same as TensorFlow",
                "symmetric",
                "same");
        Option activation = Option.choice("activation", "what follows batch normalisations", "relu6", "relu");
        Option dropout = Option.decimal("dropout", "share dropped before the classifier", 0.2, 0, 0.95);
        return row.cifar
                ? new Option[] {width, padding, activation, dropout}
                : new Option[] {Stem.option("stride 1 in conv1 and block2"), width, padding, activation, dropout};
    }

    private static ModelCard card(Configuration row) {
        ModelCard card = CARD.titled(row.title);
        if (row.cifar) {
            return card.input(Shape.map(3, 32, 32), 32)
                    .classes(10)
                    .departing("The paper has none for CIFAR: this has the small stem, stride 1 in conv1 and block2, so"
                            + " that the last maps of 32x32 images are 4x4.");
        }
        return row.width == 1
                ? card
                : card.departing(
                        "Filters are rounded to multiples of 8, and the last 1x1 convolution has never fewer than"
                                + " 1280, as in the paper's program.");
    }

    /** The widths that were published with weights, widest after the paper's own, and one for small images. */
    public static List<Architecture> variants() {
        return TABLE.stream().<Architecture>map(MobileNetV2::new).toList();
    }

    @Override
    public void define(GraphScope g) {
        boolean small = row.cifar || Stem.of(g) == Stem.SMALL;
        double width = g.decimal("width");
        Node x = g.input(); // 3 x 224 x 224
        x = conv(g, "conv1", "1", x, Conv.of(Widths.multipleOf8(32 * width), 3).stride(small ? 1 : 2), true);
        // 32 x 112 x 112
        int number = 0;
        for (Bottleneck b : BOTTLENECKS) {
            for (int i = 0; i < b.blocks; i++) {
                number++;
                int stride = i > 0 || (small && number == 2) ? 1 : b.stride;
                x = block(g.in("block" + number), x, b.expansion, Widths.multipleOf8(b.channels * width), stride);
            }
            // 16 x 112 x 112, 24 x 56 x 56, 32 x 28 x 28, 64 x 14 x 14, 96 x 14 x 14, 160 x 7 x 7, 320 x 7 x 7
        }
        x = conv(g, "conv2", "2", x, Conv.of(Widths.multipleOf8(LAST * Math.max(1, width)), 1), true);
        // 1280 x 7 x 7
        x = g.globalAveragePool("pool", x); // 1280
        x = g.dropout("dropout", x, g.decimal("dropout"));
        g.classify(g.dense("fc", x, g.classes()));
    }

    private static Node block(GraphScope g, Node x, int expansion, int channels, int stride) {
        int inside = x.output().channels() * expansion;
        Node y = x;
        if (expansion > 1) {
            y = conv(g, "expand", "1", y, Conv.of(inside, 1), true);
        }
        y = conv(g, "depthwise", "2", y, Conv.of(inside, 3).stride(stride).groups(inside), true);
        y = conv(g, "project", "3", y, Conv.of(channels, 1), false);
        return stride == 1 && channels == x.output().channels() ? g.add("add", x, y) : y;
    }

    private static Node conv(GraphScope g, String name, String number, Node x, Conv conv, boolean activated) {
        Conv padded = g.setting("padding").equals("same") ? conv.same() : conv.pad(conv.kernelHeight() / 2);
        x = g.batchNorm("bn" + number, g.conv(name, x, padded.noBias()));
        // The vertex is called relu whichever of the two it is.
        return activated ? g.activate("relu" + number, x, Activation.parse(g.setting("activation"))) : x;
    }
}
