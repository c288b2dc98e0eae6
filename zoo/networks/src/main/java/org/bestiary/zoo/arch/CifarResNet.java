package org.bestiary.zoo.arch;

import java.util.List;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Option;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Conv;

/**
 * Residual networks for CIFAR-10 (He, Zhang, Ren, Sun: Deep residual learning for image recognition, CVPR 2016, section
 * 4.2), of 6n + 2 weight layers.
 *
 * <p>Three stages of 16, 32 and 64 channels with n blocks each, and shortcuts without parameters: ResNet-20 reaches 91 to
 * 92%, and the plain networks beside it show what the shortcuts are for. Other libraries often call
 * an ImageNet ResNet on small images by these names; this is the paper's, with 0.27 million parameters for 20 layers. In:
 * channels x height x width from 8 x 8; out: one score per class.
 */
public final class CifarResNet extends Variant {
    /** One network of section 4.2. */
    private record Configuration(int depth, boolean shortcuts) {
        String id() {
            return (shortcuts ? "resnet" : "plain") + depth;
        }

        String title() {
            return (shortcuts ? "ResNet-" : "Plain-") + depth;
        }
    }

    private static final List<Configuration> TABLE = List.of(
            new Configuration(20, false),
            new Configuration(56, false),
            new Configuration(20, true),
            new Configuration(32, true),
            new Configuration(44, true),
            new Configuration(56, true),
            new Configuration(110, true),
            new Configuration(1202, true));

    private static final ModelCard CARD = new ModelCard(
            "ResNet",
            "ResNet (CIFAR)",
            ResNet.PAPER,
            "The same blocks at a size at which one can study them: depth from 20 to 1202 at equal width.",
            "The standard small network for CIFAR-10 and for experiments on depth, shortcuts and normalisation.",
            Shape.map(3, 32, 32),
            8,
            10,
            "He, normal with fan-in, for all weights; batch normalisation starts at scale 1, shift 0",
            List.of());

    private static final String APPEND = "append";
    private static final String AROUND = "around";

    private final Configuration row;

    private CifarResNet(Configuration row) {
        super(row.id(), card(row), options(row));
        this.row = row;
    }

    private static Option[] options(Configuration row) {
        Option depth = Option.integer("depth", "weight layers, 6n + 2", row.depth, 8, 2000);
        Option width = Option.integer("width", "channels of the first stage", 16, 1, 1024);
        Option zeros = Option.choice(
                "zeros",
                "where shortcuts put their channels of zeros: all behind, or half on each side as some published weights"
                        + " need",
                APPEND,
                AROUND);
        return row.shortcuts ? new Option[] {depth, width, zeros} : new Option[] {depth, width};
    }

    private static ModelCard card(Configuration row) {
        return CARD.titled(row.title())
                .departing(
                        row.shortcuts
                                ? "None known: shortcuts are the paper's option A, which subsample and append channels of"
                                        + " zeros. Networks of this name with projections have 2,752 parameters more."
                                : "None known: the residual network of this depth without its shortcuts.");
    }

    /** The networks of section 4.2. */
    public static List<Architecture> variants() {
        return TABLE.stream().<Architecture>map(CifarResNet::new).toList();
    }

    @Override
    public void define(GraphScope g) {
        int depth = g.integer("depth");
        if (depth % 6 != 2) {
            throw new ZooException(
                    "depth of " + id() + " must be 6n + 2, but got " + depth + "; try " + (depth / 6 * 6 + 2));
        }
        int width = g.integer("width");
        Node x = ResNet.convBnRelu(g, "1", g.input(), Conv.of(width, 3).pad(1));
        // 16 x 32 x 32
        for (int s = 0; s < 3; s++) {
            GraphScope stage = g.in("stage" + (s + 1));
            for (int b = 0; b < depth / 6; b++) {
                x = block(stage.in("block" + (b + 1)), x, width << s, s > 0 && b == 0 ? 2 : 1);
            }
            // 16 x 32 x 32, 32 x 16 x 16, 64 x 8 x 8
        }
        x = g.globalAveragePool("pool", x); // 64
        g.classify(g.dense("fc", x, g.classes()));
    }

    private Node block(GraphScope g, Node x, int width, int stride) {
        Node y = ResNet.convBnRelu(g, "1", x, Conv.of(width, 3).stride(stride).pad(1));
        y = ResNet.convBn(g, "2", y, Conv.of(width, 3).pad(1));
        if (row.shortcuts) {
            y = g.add("add", y, stride == 1 ? x : shortcut(g, x, width, stride));
        }
        return g.relu("relu", y);
    }

    private static Node shortcut(GraphScope g, Node x, int width, int stride) {
        int added = width - x.output().channels();
        return g.zeroPaddedShortcut(
                "shortcut", x, width, stride, g.setting("zeros").equals(AROUND) ? added / 2 : 0);
    }
}
