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
 * GoogLeNet (Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke, Rabinovich: Going deeper with convolutions, CVPR
 * 2015, table 1).
 *
 * <p>Nine inception modules, each four branches side by side, with 1x1 reductions that keep it cheap: winner of ImageNet 2014
 * with a ninth of AlexNet's parameters. Modules are called 3a to 5b as in the paper. In: channels x height x width from 48
 * x 48 (80 x 80 with auxiliary classifiers, 32 x 32 in torchvision's); out: one score per class.
 */
public final class GoogLeNet extends Variant {
    /** One inception row of table 1, its numbers in the table's order; {@code pool} where a pool comes before it. */
    private record Module(
            String name, boolean pool, int one, int reduce3, int three, int reduce5, int five, int project) {}

    private static final List<Module> MODULES = List.of(
            new Module("3a", false, 64, 96, 128, 16, 32, 32),
            new Module("3b", false, 128, 128, 192, 32, 96, 64),
            new Module("4a", true, 192, 96, 208, 16, 48, 64),
            new Module("4b", false, 160, 112, 224, 24, 64, 64),
            new Module("4c", false, 128, 128, 256, 24, 64, 64),
            new Module("4d", false, 112, 144, 288, 32, 64, 64),
            new Module("4e", false, 256, 160, 320, 32, 128, 128),
            new Module("5a", true, 256, 160, 320, 32, 128, 128),
            new Module("5b", false, 384, 192, 384, 48, 128, 128));

    private static final String TORCHVISION = "googlenet-torchvision";

    private static final ModelCard CARD = new ModelCard(
            "GoogLeNet",
            "GoogLeNet",
            new Paper(
                    "Going deeper with convolutions",
                    "Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke, Rabinovich",
                    2015,
                    "https://arxiv.org/abs/1409.4842"),
            "The inception module: windows of several sizes side by side, made affordable by 1x1 reductions.",
            "A good accuracy for few parameters and multiply-adds; a ResNet is simpler to change.",
            Shape.map(3, 224, 224),
            48,
            1000,
            "He, normal with fan-in, biases 0 (the paper does not say)",
            List.of());

    private static final List<Configuration> CONFIGURATIONS = List.of(
            new Configuration(
                    "googlenet",
                    CARD.departing(
                            "The network for inference, without the auxiliary classifiers of training: see googlenet-aux.",
                            "Local response normalisation of five channels, alpha 1e-4, beta 0.75, k 1, as the"
                                    + " well-known Caffe version; the paper gives no constants.",
                            "torchvision's googlenet is another network: see googlenet-torchvision.")),
            new Configuration(
                    "googlenet-aux",
                    CARD.titled("GoogLeNet with auxiliary classifiers")
                            .input(CARD.input(), 80)
                            .departing(
                                    "The network for training: two more classifiers on 4a and 4d, whose losses count 0.3;"
                                            + " predictions come from the main output alone.")),
            new Configuration(
                    TORCHVISION,
                    CARD.titled("GoogLeNet with batch normalisation")
                            .input(CARD.input(), 32)
                            .departing(
                                    "As torchvision: batch normalisation (epsilon 1e-3) after every convolution and no"
                                            + " biases, no local response normalisation.",
                                    "The 5x5 branch has 3x3 windows, a mistake that torchvision keeps for the sake of its"
                                            + " weights: 373,648 parameters fewer than googlenet in all.",
                                    "The last pool is 2x2, dropout is 0.2, and there are no auxiliary classifiers.")));

    /** Who each of the three is. */
    private record Configuration(String id, ModelCard card) {}

    private static final double BN_EPSILON = 1e-3;

    private GoogLeNet(Configuration row) {
        super(
                row.id,
                row.card,
                Stem.option("conv1 is 3x3 with stride 1, and the first two pools fall away"),
                Option.decimal(
                        "dropout",
                        "share dropped before the classifier",
                        row.id.equals(TORCHVISION) ? 0.2 : 0.4,
                        0,
                        0.95));
    }

    /** The network for inference, that for training, and torchvision's. */
    public static List<Architecture> variants() {
        return CONFIGURATIONS.stream().<Architecture>map(GoogLeNet::new).toList();
    }

    private boolean auxiliary() {
        return id().equals("googlenet-aux");
    }

    private boolean torchvision() {
        return id().equals(TORCHVISION);
    }

    @Override
    public void define(GraphScope g) {
        Node x = stem(g, g.input());
        // 192 x 28 x 28
        for (Module m : MODULES) {
            if (m.pool) {
                boolean two = torchvision() && m.name.equals("5a");
                x = g.pool(
                        "pool" + m.name.charAt(0),
                        x,
                        Pool.max(two ? 2 : 3).stride(2).ceil());
            }
            x = inception(g.in(m.name), x, m);
            // 3a 256 x 28 x 28, 3b 480 x 28 x 28, 4a 512 x 14 x 14 ... 4e 832 x 14 x 14, 5a 832 x 7 x 7, 5b 1024 x 7 x
            // 7
            if (auxiliary() && (m.name.equals("4a") || m.name.equals("4d"))) {
                auxiliary(g, m.name.equals("4a") ? "aux1" : "aux2", x);
            }
        }
        x = g.globalAveragePool("pool", x); // 1024
        x = g.dropout("dropout", x, g.decimal("dropout"));
        g.classify(g.dense("fc", x, g.classes()));
    }

    private Node stem(GraphScope g, Node x) {
        boolean small = Stem.of(g) == Stem.SMALL;
        Pool half = Pool.max(3).stride(2).ceil();
        x = conv(
                g,
                "1",
                x,
                small ? Conv.of(64, 3).pad(1) : Conv.of(64, 7).stride(2).pad(3)); // 64 x 112 x 112
        x = small ? x : g.pool("pool1", x, half); // 64 x 56 x 56
        x = norm(g, "norm1", x);
        x = conv(g, "2Reduce", x, Conv.of(64, 1));
        x = conv(g, "2", x, Conv.of(192, 3).pad(1)); // 192 x 56 x 56
        x = norm(g, "norm2", x);
        return small ? x : g.pool("pool2", x, half);
    }

    private Node inception(GraphScope g, Node x, Module m) {
        Node one = conv(g, "1x1", x, Conv.of(m.one, 1));
        Node three = conv(g, "3x3Reduce", x, Conv.of(m.reduce3, 1));
        three = conv(g, "3x3", three, Conv.of(m.three, 3).pad(1));
        Node five = conv(g, "5x5Reduce", x, Conv.of(m.reduce5, 1));
        five = conv(
                g,
                "5x5",
                five,
                torchvision() ? Conv.of(m.five, 3).pad(1) : Conv.of(m.five, 5).pad(2));
        Node pool = g.pool("pool", x, Pool.max(3).stride(1).pad(1));
        pool = conv(g, "Project", pool, Conv.of(m.project, 1));
        return g.concat("concat", List.of(one, three, five, pool));
    }

    private static void auxiliary(GraphScope root, String name, Node x) {
        GraphScope g = root.in(name);
        Node y = g.pool("pool", x, Pool.average(5).stride(3)); // 512 or 528 x 4 x 4
        y = g.relu("relu", g.conv("conv", y, Conv.of(128, 1))); // 128 x 4 x 4
        y = g.relu("relu1", g.dense("fc1", g.flatten("flatten", y), 1024)); // 1024
        y = g.dropout("dropout", y, 0.7);
        root.auxiliaryOutput(name + ".output", g.dense("fc2", y, root.classes()), 0.3);
    }

    private Node norm(GraphScope g, String name, Node x) {
        return torchvision() ? x : g.localResponseNorm(name, x, 5, 1e-4, 0.75, 1);
    }

    private Node conv(GraphScope g, String part, Node x, Conv conv) {
        if (torchvision()) {
            x = g.batchNorm("bn" + part, g.conv("conv" + part, x, conv.noBias()), BN_EPSILON, 0.9);
        } else {
            x = g.conv("conv" + part, x, conv);
        }
        return g.relu("relu" + part, x);
    }
}
