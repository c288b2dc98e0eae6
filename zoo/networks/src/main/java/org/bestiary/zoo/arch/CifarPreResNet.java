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
 * Residual networks with pre-activation for CIFAR (He, Zhang, Ren, Sun: Identity mappings in deep residual networks, ECCV
 * 2016, tables 3 and 4).
 *
 * <p>Nothing stands on the way of the shortcuts, so that a thousand layers train. 110 layers are blocks of two 3x3
 * convolutions (6n + 2), 164 and 1001 are bottlenecks (9n + 2). In: channels x height x width from 8 x 8; out: one score per
 * class.
 */
public final class CifarPreResNet extends Variant {
    private record Configuration(int depth, boolean bottleneck) {
        String id() {
            return "resnet" + depth + "-v2";
        }

        /** Weight layers that one more block in each of the three stages takes. */
        int step() {
            return bottleneck ? 9 : 6;
        }
    }

    private static final List<Configuration> TABLE =
            List.of(new Configuration(110, false), new Configuration(164, true), new Configuration(1001, true));

    private static final ModelCard CARD = new ModelCard(
            "ResNet v2",
            "ResNet (CIFAR)",
            PreResNet.PAPER,
            "Pre-activation: normalisation and ReLU before each convolution leave the shortcuts free from the first block to"
                    + " the last.",
            "To study very deep networks on small images; wide networks reach the same in less time.",
            Shape.map(3, 32, 32),
            8,
            10,
            "He, normal with fan-in, for all weights; batch normalisation starts at scale 1, shift 0",
            List.of(
                    "Where the shape changes, shortcut and block read the same normalised map, as in the authors' program."));

    private final Configuration row;

    private CifarPreResNet(Configuration row) {
        super(
                row.id(),
                card(row),
                Option.integer("depth", "weight layers, " + row.step() + "n + 2", row.depth, 2 + row.step(), 2000),
                Option.integer("width", "channels inside the blocks of the first stage", 16, 1, 1024));
        this.row = row;
    }

    private static ModelCard card(Configuration row) {
        ModelCard card = CARD.titled("ResNet-" + row.depth + " v2");
        return row.bottleneck
                ? card.departing("Shortcuts are projections where the shape changes, as in the authors' program.")
                : card.departing("Shortcuts subsample and append channels of zeros (option A), as ResNet-110 does.");
    }

    /** The three depths of the paper's tables. */
    public static List<Architecture> variants() {
        return TABLE.stream().<Architecture>map(CifarPreResNet::new).toList();
    }

    @Override
    public void define(GraphScope g) {
        int depth = g.integer("depth");
        int step = row.step();
        if (depth % step != 2) {
            throw new ZooException("depth of " + id() + " must be " + step + "n + 2, but got " + depth + "; try "
                    + ((depth - 2) / step * step + 2));
        }
        int width = g.integer("width");
        Node x = g.conv("conv1", g.input(), Conv.of(16, 3).pad(1).noBias());
        // 16 x 32 x 32
        for (int s = 0; s < 3; s++) {
            for (int b = 0; b < depth / step; b++) {
                GraphScope block = g.in("stage" + (s + 1)).in("block" + (b + 1));
                x = block(block, x, width << s, s > 0 && b == 0 ? 2 : 1);
            }
            // 16 x 32 x 32, 32 x 16 x 16, 64 x 8 x 8; four times the channels with bottlenecks
        }
        DenseNet.classifier(g, x);
    }

    private Node block(GraphScope g, Node x, int width, int stride) {
        int channels = row.bottleneck ? 4 * width : width;
        Node ready = g.relu("relu1", g.batchNorm("bn1", x));
        Node y;
        if (row.bottleneck) {
            y = g.conv("conv1", ready, Conv.of(width, 1).noBias());
            y = PreResNet.conv(
                    g, "2", y, Conv.of(width, 3).stride(stride).pad(1).noBias());
            y = PreResNet.conv(g, "3", y, Conv.of(channels, 1).noBias());
        } else {
            y = g.conv("conv1", ready, Conv.of(width, 3).stride(stride).pad(1).noBias());
            y = PreResNet.conv(g, "2", y, Conv.of(width, 3).pad(1).noBias());
        }
        return g.add("add", y, shortcut(g, x, ready, channels, stride));
    }

    private Node shortcut(GraphScope g, Node x, Node ready, int channels, int stride) {
        if (stride == 1 && x.output().channels() == channels) {
            return x;
        }
        return row.bottleneck
                ? g.conv("shortcut", ready, Conv.of(channels, 1).stride(stride).noBias())
                : g.zeroPaddedShortcut("shortcut", ready, channels, stride);
    }
}
