package org.bestiary.zoo.arch;

import java.util.List;
import java.util.Set;
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
 * SqueezeNet (Iandola, Han, Moskewicz, Ashraf, Dally, Keutzer: SqueezeNet: AlexNet-level accuracy with 50x fewer parameters
 * and less than 0.5 MB model size, 2016, table 1).
 *
 * <p>Eight fire modules, called fire2 to fire9 as in the paper: 1x1 convolutions squeeze the channels, then 1x1 and 3x3 side
 * by side expand them. There is no dense layer and no batch normalisation. In: channels x height x width from 32 x 32; out:
 * one score per class.
 */
public final class SqueezeNet extends Variant {
    /** One fire module of table 1: channels squeezed to, and those of each of the two that expand. */
    private record Fire(int squeeze, int expand) {}

    private static final List<Fire> FIRES = List.of(
            new Fire(16, 64), // fire2
            new Fire(16, 64),
            new Fire(32, 128),
            new Fire(32, 128),
            new Fire(48, 192),
            new Fire(48, 192),
            new Fire(64, 256),
            new Fire(64, 256)); // fire9

    /** How a version begins, and after which fire modules it halves rows and columns. */
    private record Configuration(String id, String title, int filters, int kernel, Set<Integer> pools, boolean cifar) {}

    private static final List<Configuration> TABLE = List.of(
            new Configuration("squeezenet-1.0", "SqueezeNet 1.0", 96, 7, Set.of(4, 8), false),
            new Configuration("squeezenet-1.1", "SqueezeNet 1.1", 64, 3, Set.of(3, 5), false),
            new Configuration("squeezenet-cifar", "SqueezeNet (CIFAR)", 64, 3, Set.of(3, 5), true));

    private static final ModelCard CARD = new ModelCard(
            "SqueezeNet",
            "SqueezeNet",
            new Paper(
                    "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and less than 0.5 MB model size",
                    "Iandola, Han, Moskewicz, Ashraf, Dally, Keutzer",
                    2016,
                    "https://arxiv.org/abs/1602.07360"),
            "AlexNet's accuracy from a fiftieth of its parameters: most windows are 1x1, and what the 3x3 windows read is"
                    + " squeezed first.",
            "Where the file must be small; MobileNet reaches far more for the same multiply-adds.",
            Shape.map(3, 224, 224),
            32,
            1000,
            "He, normal with fan-in; the last convolution gaussian with deviation 0.01; biases 0 (as torchvision; the paper's"
                    + " Caffe file draws from Xavier's range)",
            List.of("Pools round up, as in Caffe and torchvision."));

    private static final double LAST_DEVIATION = 0.01;

    private final Configuration row;

    private SqueezeNet(Configuration row) {
        super(row.id, card(row), options(row));
        this.row = row;
    }

    private static Option[] options(Configuration row) {
        Option dropout = Option.decimal("dropout", "share dropped before the last convolution", 0.5, 0, 0.95);
        return row.cifar
                ? new Option[] {dropout}
                : new Option[] {
                    Stem.option("conv1 is 3x3 with stride 1 and padding 1, and the first pool falls away"), dropout
                };
    }

    private static ModelCard card(Configuration row) {
        ModelCard card = CARD.titled(row.title);
        if (row.cifar) {
            return card.input(Shape.map(3, 32, 32), 32)
                    .classes(10)
                    .departing(
                            "The paper has none for CIFAR: this is 1.1 with the small stem, a 3x3 convolution of stride"
                                    + " 1 and no pool after it, so that the maps are 32, 16 and 8 pixels wide.");
        }
        return row.kernel == 7
                ? card.departing(
                        "Maps at 224x224 are 109, 54, 27 and 13 pixels wide, as in torchvision; the paper's 111,"
                                + " 55, 27 and 13 are those of 227x227.")
                : card.departing("The authors' second version: a smaller first window and earlier pools, for 2.4 times"
                        + " fewer multiply-adds at the same accuracy. The paper has 1.0 only.");
    }

    /** The paper's version, the authors' second, and one for small images. */
    public static List<Architecture> variants() {
        return TABLE.stream().<Architecture>map(SqueezeNet::new).toList();
    }

    @Override
    public void define(GraphScope g) {
        Pool half = Pool.max(3).stride(2).ceil();
        Node x = stem(g, g.input(), half);
        // 96 x 54 x 54 in 1.0, 64 x 55 x 55 in 1.1
        for (int i = 0; i < FIRES.size(); i++) {
            int number = i + 2;
            x = fire(g.in("fire" + number), x, FIRES.get(i));
            // 1.0: 128 x 54 x 54, 256 x 54 x 54 (4), 512 x 27 x 27 (8), 512 x 13 x 13
            // 1.1: 128 x 55 x 55, 256 x 27 x 27 (5), 384 x 13 x 13 (6), 512 x 13 x 13
            if (row.pools.contains(number)) {
                x = g.pool("pool" + number, x, half);
            }
        }
        x = g.dropout("dropout", x, g.decimal("dropout"));
        Conv last = Conv.of(g.classes(), 1).init(Init.gaussian(LAST_DEVIATION));
        x = g.relu("relu10", g.conv("conv10", x, last)); // 1000 x 13 x 13
        g.classify(g.globalAveragePool("pool10", x));
    }

    private Node stem(GraphScope g, Node x, Pool half) {
        if (row.cifar || Stem.of(g) == Stem.SMALL) {
            return g.relu("relu1", g.conv("conv1", x, Conv.of(row.filters, 3).pad(1)));
        }
        x = g.relu("relu1", g.conv("conv1", x, Conv.of(row.filters, row.kernel).stride(2)));
        return g.pool("pool1", x, half);
    }

    private static Node fire(GraphScope g, Node x, Fire fire) {
        x = g.relu("relu", g.conv("squeeze", x, Conv.of(fire.squeeze, 1)));
        Node one = g.relu("relu1x1", g.conv("expand1x1", x, Conv.of(fire.expand, 1)));
        Node three =
                g.relu("relu3x3", g.conv("expand3x3", x, Conv.of(fire.expand, 3).pad(1)));
        return g.concat("concat", List.of(one, three));
    }
}
