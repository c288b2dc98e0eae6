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
 * AlexNet as torchvision has it (Krizhevsky: One weird trick for parallelizing convolutional neural networks, 2014).
 *
 * <p>One tower, no local response normalisation, fewer filters: the network behind most "AlexNet" weights of today. In:
 * channels x height x width from 63 x 63; out: one score per class.
 */
public final class OneTowerAlexNet extends Variant {
    private static final int GRID = 6;

    private static final ModelCard CARD = new ModelCard(
            "AlexNet, one tower",
            "AlexNet",
            new Paper(
                    "One weird trick for parallelizing convolutional neural networks",
                    "Krizhevsky",
                    2014,
                    "https://arxiv.org/abs/1404.5997"),
            "AlexNet without the split over two GPUs, which later libraries took over.",
            "When torchvision's alexnet weights are at hand; for the network of 2012 take alexnet.",
            Shape.map(3, 224, 224),
            63,
            1000,
            "He, normal with fan-in, biases 0",
            List.of(
                    "As torchvision: conv3 has 384 filters and conv4 has 256, where the paper has 384 in both.",
                    "Dropout lies before each hidden dense layer, as in torchvision.",
                    "Images of another size than 224 are averaged to 6x6 before the dense layers, as torchvision does;"
                            + " 224 passes unchanged. stem=small flattens what there is instead."));

    private OneTowerAlexNet() {
        super(
                "alexnet-torchvision",
                CARD,
                Stem.option("conv1 is 3x3 with stride 1 and padding 1, and the last map is flattened as it is"),
                Option.decimal("dropout", "share dropped before the two hidden dense layers", 0.5, 0, 0.95),
                Option.integer("denseUnits", "length of the two hidden dense layers", 4096, 1, 65536));
    }

    /** The one variant. */
    public static List<Architecture> variants() {
        return List.of(new OneTowerAlexNet());
    }

    @Override
    public void define(GraphScope g) {
        boolean small = Stem.of(g) == Stem.SMALL;
        Node x = g.input(); // 3 x 224 x 224
        x = conv(
                g,
                "1",
                x,
                small ? Conv.of(64, 3).pad(1) : Conv.of(64, 11).stride(4).pad(2)); // 64 x 55 x 55
        x = g.pool("pool1", x, Pool.max(3).stride(2)); // 64 x 27 x 27
        x = conv(g, "2", x, Conv.of(192, 5).pad(2)); // 192 x 27 x 27
        x = g.pool("pool2", x, Pool.max(3).stride(2)); // 192 x 13 x 13
        x = conv(g, "3", x, Conv.of(384, 3).pad(1)); // 384 x 13 x 13
        x = conv(g, "4", x, Conv.of(256, 3).pad(1)); // 256 x 13 x 13
        x = conv(g, "5", x, Conv.of(256, 3).pad(1)); // 256 x 13 x 13
        x = g.pool("pool5", x, Pool.max(3).stride(2)); // 256 x 6 x 6
        x = g.flatten("flatten", small ? x : g.adaptiveAveragePool("grid", x, GRID)); // 9216
        x = dense(g, "6", x); // 4096
        x = dense(g, "7", x); // 4096
        g.classify(g.dense("fc8", x, g.classes()));
    }

    private static Node conv(GraphScope g, String number, Node x, Conv conv) {
        return g.relu("relu" + number, g.conv("conv" + number, x, conv));
    }

    private static Node dense(GraphScope g, String number, Node x) {
        x = g.dropout("dropout" + number, x, g.decimal("dropout"));
        return g.relu("relu" + number, g.dense("fc" + number, x, g.integer("denseUnits")));
    }
}
