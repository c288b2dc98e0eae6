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
import org.bestiary.zoo.op.Init;
import org.bestiary.zoo.op.Pool;

/**
 * AlexNet (Krizhevsky, Sutskever, Hinton: ImageNet classification with deep convolutional neural networks, 2012).
 *
 * <p>It won ImageNet 2012 by ten points and made convolutional networks the way to see. Two towers on two GPUs exchange
 * their maps at conv3 only, which is a convolution in two groups everywhere else. In: channels x height x width from 67 x
 * 67; out: one score per class.
 */
public final class AlexNet extends Variant {
    private static final ModelCard CARD = new ModelCard(
            "AlexNet",
            "AlexNet",
            new Paper(
                    "ImageNet classification with deep convolutional neural networks",
                    "Krizhevsky, Sutskever, Hinton",
                    2012,
                    "https://papers.nips.cc/paper/2012/hash/c399862d3b9d6b76c8436e924a68c45b-Abstract.html"),
            "ReLU, dropout, training on GPUs and a network of eight weight layers on photographs.",
            "To see where it began; small modern networks are better at a tenth of the cost.",
            Shape.map(3, 227, 227),
            67,
            1000,
            "Normal with deviation 0.01; biases 1 in conv2, conv4, conv5 and the hidden dense layers, 0 elsewhere, as in the"
                    + " paper",
            List.of(
                    "The input is 227x227: the paper says 224, but its 55x55 maps need 227 with no padding.",
                    "conv2, conv4 and conv5 are convolutions in two groups, which is what the paper's two GPUs computed;"
                            + " without groups the network has 62,378,344 parameters.",
                    "torchvision's alexnet is another network: see alexnet-torchvision."));

    private static final Init SMALL = Init.gaussian(0.01);
    private static final Init SMALL_BIAS_1 = SMALL.bias(1);

    private AlexNet() {
        super(
                "alexnet",
                CARD,
                Stem.option("conv1 is 3x3 with stride 1 and padding 1"),
                Option.choice("activation", "what follows every hidden layer", "relu", "tanh"),
                Option.choice("norm", "local response normalisation after conv1 and conv2", "lrn", "none"),
                Option.decimal("dropout", "share dropped after the two hidden dense layers", 0.5, 0, 0.95),
                Option.integer("denseUnits", "length of the two hidden dense layers", 4096, 1, 65536));
    }

    /** The network of the paper. */
    public static List<Architecture> variants() {
        return List.of(new AlexNet());
    }

    @Override
    public void define(GraphScope g) {
        g.init(SMALL);
        Conv first = Stem.of(g) == Stem.SMALL
                ? Conv.of(96, 3).pad(1)
                : Conv.of(96, 11).stride(4);
        Node x = conv(g, "1", g.input(), first); // 96 x 55 x 55
        x = g.pool("pool1", norm(g, "norm1", x), overlapping()); // 96 x 27 x 27
        x = conv(g, "2", x, Conv.of(256, 5).pad(2).groups(2).init(SMALL_BIAS_1)); // 256 x 27 x 27
        x = g.pool("pool2", norm(g, "norm2", x), overlapping()); // 256 x 13 x 13
        x = conv(g, "3", x, Conv.of(384, 3).pad(1)); // 384 x 13 x 13
        x = conv(g, "4", x, Conv.of(384, 3).pad(1).groups(2).init(SMALL_BIAS_1)); // 384 x 13 x 13
        x = conv(g, "5", x, Conv.of(256, 3).pad(1).groups(2).init(SMALL_BIAS_1)); // 256 x 13 x 13
        x = g.pool("pool5", x, overlapping()); // 256 x 6 x 6
        x = g.flatten("flatten", x); // 9216
        x = dense(g, "6", x); // 4096
        x = dense(g, "7", x); // 4096
        g.classify(g.dense("fc8", x, g.classes()));
    }

    private static Pool overlapping() {
        return Pool.max(3).stride(2);
    }

    private static Node conv(GraphScope g, String number, Node x, Conv conv) {
        return activate(g, number, g.conv("conv" + number, x, conv));
    }

    private static Node dense(GraphScope g, String number, Node x) {
        x = activate(g, number, g.dense("fc" + number, x, g.integer("denseUnits"), SMALL_BIAS_1));
        return g.dropout("dropout" + number, x, g.decimal("dropout"));
    }

    private static Node activate(GraphScope g, String number, Node x) {
        // The vertex is called relu whichever function it is.
        return g.activate("relu" + number, x, Activation.parse(g.setting("activation")));
    }

    /** Section 3.3 with k = 2, n = 5, alpha = 1e-4 (not divided by n there, so times n here), beta = 0.75. */
    private static Node norm(GraphScope g, String name, Node x) {
        return g.setting("norm").equals("lrn") ? g.localResponseNorm(name, x, 5, 5e-4, 0.75, 2) : x;
    }
}
