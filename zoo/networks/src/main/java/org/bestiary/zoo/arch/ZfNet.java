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
import org.bestiary.zoo.op.Init;
import org.bestiary.zoo.op.Pool;

/**
 * ZFNet (Zeiler, Fergus: Visualizing and understanding convolutional networks, ECCV 2014, figure 3).
 *
 * <p>AlexNet after its authors had looked into it with deconvolutions: a 7x7 window with stride 2 in place of 11x11 with
 * stride 4 loses less. The best single entries of ImageNet 2013 are of this kind. In: channels x height x width from 63 x 63;
 * out: one score per class.
 */
public final class ZfNet extends Variant {
    private static final ModelCard CARD = new ModelCard(
            "ZFNet",
            "AlexNet",
            new Paper(
                    "Visualizing and understanding convolutional networks",
                    "Zeiler, Fergus",
                    2014,
                    "https://arxiv.org/abs/1311.2901"),
            "Pictures of what the layers of a network respond to, and a better AlexNet made from what they showed.",
            "To follow the paper on visualisation; otherwise a later network.",
            Shape.map(3, 224, 224),
            63,
            1000,
            "Normal with deviation 0.01, biases 0, as in the paper",
            List.of(
                    "Local response normalisation with AlexNet's constants stands for the contrast normalisation across"
                            + " maps, whose constants the paper does not give.",
                    "One tower: the paper drops AlexNet's groups.",
                    "Pooling rounds up (110 to 55, 26 to 13), which figure 3's sizes need."));

    private ZfNet() {
        super(
                "zfnet",
                CARD,
                Stem.option("conv1 is 3x3 and conv2 5x5 padded by 2, both with stride 1"),
                Option.decimal("dropout", "share dropped after the two hidden dense layers", 0.5, 0, 0.95),
                Option.integer("denseUnits", "length of the two hidden dense layers", 4096, 1, 65536));
    }

    /** The one variant. */
    public static List<Architecture> variants() {
        return List.of(new ZfNet());
    }

    @Override
    public void define(GraphScope g) {
        boolean small = Stem.of(g) == Stem.SMALL;
        Pool half = Pool.max(3).stride(2).ceil();
        g.init(Init.gaussian(0.01));
        Node x = g.input(); // 3 x 224 x 224
        x = conv(
                g,
                "1",
                x,
                small ? Conv.of(96, 3).pad(1) : Conv.of(96, 7).stride(2).pad(1)); // 96 x 110 x 110
        x = norm(g, "norm1", g.pool("pool1", x, half)); // 96 x 55 x 55
        x = conv(g, "2", x, small ? Conv.of(256, 5).pad(2) : Conv.of(256, 5).stride(2)); // 256 x 26 x 26
        x = norm(g, "norm2", g.pool("pool2", x, half)); // 256 x 13 x 13
        x = conv(g, "3", x, Conv.of(384, 3).pad(1)); // 384 x 13 x 13
        x = conv(g, "4", x, Conv.of(384, 3).pad(1)); // 384 x 13 x 13
        x = conv(g, "5", x, Conv.of(256, 3).pad(1)); // 256 x 13 x 13
        x = g.pool("pool5", x, Pool.max(3).stride(2)); // 256 x 6 x 6
        x = g.flatten("flatten", x); // 9216
        x = dense(g, "6", x); // 4096
        x = dense(g, "7", x); // 4096
        g.classify(g.dense("fc8", x, g.classes()));
    }

    private static Node conv(GraphScope g, String number, Node x, Conv conv) {
        return g.relu("relu" + number, g.conv("conv" + number, x, conv));
    }

    private static Node norm(GraphScope g, String name, Node x) {
        return g.localResponseNorm(name, x, 5, 5e-4, 0.75, 2);
    }

    private static Node dense(GraphScope g, String number, Node x) {
        x = g.relu("relu" + number, g.dense("fc" + number, x, g.integer("denseUnits")));
        return g.dropout("dropout" + number, x, g.decimal("dropout"));
    }
}
