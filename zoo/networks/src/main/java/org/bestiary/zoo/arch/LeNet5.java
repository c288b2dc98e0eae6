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
 * LeNet-5 (LeCun, Bottou, Bengio, Haffner: Gradient-based learning applied to document recognition, 1998).
 *
 * <p>It read the amounts on millions of cheques and is the pattern of all that follow: convolution, subsampling, again, then
 * dense layers. Use it for digits and to learn how a convolutional network works; for photographs it is too small.
 *
 * <p>Layers are called C1 to F6 as in the paper.
 */
public final class LeNet5 extends Variant {
    private static final ModelCard CARD = new ModelCard(
            "LeNet-5",
            "LeNet",
            new Paper(
                    "Gradient-based learning applied to document recognition",
                    "LeCun, Bottou, Bengio, Haffner",
                    1998,
                    "https://doi.org/10.1109/5.726791"),
            "Convolution and subsampling trained end to end by back-propagation, with shared weights and local receptive"
                    + " fields.",
            "Digits and other small grey images, and a first network to understand; too small for photographs.",
            Shape.map(1, 28, 28),
            12,
            10,
            "Xavier for tanh and sigmoid, He for ReLU (paper: uniform within 2.4 / fan-in)",
            List.of(
                    "C3 sees all six maps of S2; the paper's connection table (meant to save computation and to break"
                            + " symmetry) leaves 1,516 instead of 2,416 weights and biases, 60,806 parameters in place of"
                            + " 61,706 together with plain subsampling.",
                    "S2 and S4 are plain 2x2 averages; the paper's have a trainable factor and bias per map (44"
                            + " parameters).",
                    "tanh(x) in place of the paper's 1.7159 tanh(2x/3): a scale that initialisation takes up.",
                    "Ten softmax outputs with cross-entropy in place of radial basis functions on 7x12 bitmaps with a"
                            + " mean squared error, as everyone since.",
                    "The input is 28x28 padded by 2 inside C1, which is the paper's 32x32 for MNIST."));

    private LeNet5() {
        super(
                "lenet5",
                CARD,
                Option.choice("activation", "what follows C1, C3, C5 and F6", "tanh", "sigmoid", "relu"),
                Option.choice("pooling", "how S2 and S4 subsample", "average", "max"));
    }

    /** The one variant. */
    public static List<Architecture> variants() {
        return List.of(new LeNet5());
    }

    @Override
    public void define(GraphScope g) {
        Activation f = Activation.parse(g.setting("activation"));
        Pool half = g.setting("pooling").equals("max") ? Pool.max(2) : Pool.average(2);
        g.init(f == Activation.RELU ? Init.he() : Init.xavier());

        Node x = g.input(); // 1 x 28 x 28
        x = g.activate("c1." + f.id(), g.conv("c1", x, Conv.of(6, 5).pad(2)), f); // 6 x 28 x 28
        x = g.pool("s2", x, half); // 6 x 14 x 14
        x = g.activate("c3." + f.id(), g.conv("c3", x, Conv.of(16, 5)), f); // 16 x 10 x 10
        x = g.pool("s4", x, half); // 16 x 5 x 5
        x = g.flatten("flatten", x); // 400
        x = g.activate("c5." + f.id(), g.dense("c5", x, 120), f); // 120
        x = g.activate("f6." + f.id(), g.dense("f6", x, 84), f); // 84
        g.classify(g.dense("logits", x, g.classes()));
    }
}
