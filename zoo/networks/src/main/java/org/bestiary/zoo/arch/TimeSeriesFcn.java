package org.bestiary.zoo.arch;

import java.util.List;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Paper;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Conv;

/**
 * The fully convolutional network for time series (Wang, Yan, Oates: Time series classification from scratch with deep
 * neural networks: a strong baseline, IJCNN 2017).
 *
 * <p>Three one-dimensional convolutions, each with batch normalisation, and the mean over time: no pooling between them, so
 * that it takes sequences of any length. It became the network that others for sensors, ECGs and motion are compared with.
 * In: channels x 1 x length; out: one score per class. Of an image it would read each row by itself.
 */
public final class TimeSeriesFcn extends Variant {
    /** One convolution: filters and length of the kernel. */
    private record Convolution(int filters, int kernel) {}

    private static final List<Convolution> CONVOLUTIONS =
            List.of(new Convolution(128, 8), new Convolution(256, 5), new Convolution(128, 3));

    private static final ModelCard CARD = new ModelCard(
            "Fully convolutional network for time series",
            "Time series",
            new Paper(
                    "Time series classification from scratch with deep neural networks: a strong baseline",
                    "Wang, Yan, Oates",
                    2017,
                    "https://arxiv.org/abs/1611.06455"),
            "That a plain one-dimensional convolutional network needs no features made by hand to classify time series.",
            "Sequences of sensors as channels x 1 x length, a few hundred steps and more; not for images.",
            Shape.map(1, 1, 128),
            1,
            2,
            "He, normal with fan-in, biases 0 (authors' code: Keras' Glorot, uniform)",
            List.of(
                    "The kernel of 8 has 3 zeros before the sequence and 4 behind it, as TensorFlow pads.",
                    "Batch normalisation with epsilon 1e-5 and statistics kept at 0.9 (Keras: 1e-3 and 0.99)."));

    private TimeSeriesFcn() {
        super("fcn-1d", CARD);
    }

    /** The one variant. */
    public static List<Architecture> variants() {
        return List.of(new TimeSeriesFcn());
    }

    @Override
    public void define(GraphScope g) {
        Node x = g.input(); // 1 x 1 x 128
        int number = 1;
        for (Convolution c : CONVOLUTIONS) { // 128 x 1 x 128, 256 x 1 x 128, 128 x 1 x 128
            x = g.conv("conv" + number, x, Conv.of(c.filters, 1, c.kernel).same());
            x = g.relu("relu" + number, g.batchNorm("bn" + number, x));
            number++;
        }
        x = g.globalAveragePool("avgpool", x); // 128
        g.classify(g.dense("logits", x, g.classes()));
    }
}
