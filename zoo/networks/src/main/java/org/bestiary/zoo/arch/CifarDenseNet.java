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
 * Densely connected networks for CIFAR (Huang, Liu, van der Maaten, Weinberger: Densely connected convolutional networks,
 * CVPR 2017, table 2).
 *
 * <p>Three dense blocks of equal length. The plain kind has 3x3 convolutions only; BC puts a 1x1 bottleneck before each and
 * halves the maps in transitions. Ids say depth and growth rate: densenet-bc-100-12. In: channels x height x width from 8 x
 * 8; out: one score per class.
 */
public final class CifarDenseNet extends Variant {
    /** One row of table 2. */
    private record Configuration(boolean bc, int depth, int growthRate) {
        String id() {
            return "densenet-" + (bc ? "bc-" : "") + depth + "-" + growthRate;
        }

        /** Weight layers that one more layer in each of the three blocks takes. */
        int step() {
            return bc ? 6 : 3;
        }

        String title() {
            return "DenseNet" + (bc ? "-BC" : "") + " (L=" + depth + ", k=" + growthRate + ")";
        }
    }

    private static final List<Configuration> TABLE = List.of(
            new Configuration(false, 40, 12),
            new Configuration(false, 100, 12),
            new Configuration(true, 100, 12),
            new Configuration(true, 250, 24),
            new Configuration(true, 190, 40));

    private static final ModelCard CARD = new ModelCard(
            "DenseNet",
            "DenseNet (CIFAR)",
            DenseNet.PAPER,
            "Dense blocks at CIFAR size; with bottlenecks and compression less than a million parameters reach what a"
                    + " ResNet of ten million does.",
            "Small images with few parameters; training needs memory and patience.",
            Shape.map(3, 32, 32),
            8,
            10,
            "He, normal with fan-in, as in the paper; batch normalisation starts at scale 1, shift 0",
            List.of("Dropout is 0, which the paper uses with augmentation; its figure without is 0.2."));

    private final Configuration row;

    private CifarDenseNet(Configuration row) {
        super(
                row.id(),
                CARD.titled(row.title()),
                Option.integer("depth", "weight layers, " + row.step() + "n + 4", row.depth, 4 + row.step(), 1000),
                Option.integer("growthRate", "maps that each layer adds", row.growthRate, 1, 512),
                Option.decimal("compression", "share of the maps that a transition keeps", row.bc ? 0.5 : 1, 0.05, 1),
                Option.decimal("dropout", "share dropped after each 3x3 convolution of a block", 0, 0, 0.95));
        this.row = row;
    }

    /** Rows of table 2. */
    public static List<Architecture> variants() {
        return TABLE.stream().<Architecture>map(CifarDenseNet::new).toList();
    }

    @Override
    public void define(GraphScope g) {
        int depth = g.integer("depth");
        if ((depth - 4) % row.step() != 0) {
            throw new ZooException("depth of " + id() + " must be " + row.step() + "n + 4, but got " + depth + "; try "
                    + ((depth - 4) / row.step() * row.step() + 4));
        }
        int growth = g.integer("growthRate");
        int layers = (depth - 4) / row.step();
        Node x = g.conv(
                "conv1", g.input(), Conv.of(row.bc ? 2 * growth : 16, 3).pad(1).noBias());
        // 16 x 32 x 32, or twice the growth rate with BC
        for (int b = 1; b <= 3; b++) {
            x = DenseNet.block(g.in("block" + b), x, layers, growth, row.bc);
            // 160 x 32 x 32, 304 x 16 x 16, 448 x 8 x 8 in densenet-40-12
            if (b < 3) {
                x = DenseNet.transition(g.in("transition" + b), x);
            }
        }
        DenseNet.classifier(g, x);
    }
}
