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
 * ResNeXt for CIFAR (Xie, Girshick, Dollar, Tu, He: Aggregated residual transformations for deep neural networks, CVPR 2017,
 * section 5.3), of 9n + 2 weight layers.
 *
 * <p>Three stages with 256, 512 and 1024 channels between blocks of n = 3. In: channels x height x width from 8 x 8; out: one
 * score per class.
 */
public final class CifarResNeXt extends Variant {
    private static final int DEPTH = 29;
    private static final int CARDINALITY = 8;
    private static final int WIDTH = 64;

    private static final ModelCard CARD = new ModelCard(
            "ResNeXt-29 (8x64d)",
            "ResNeXt (CIFAR)",
            ResNeXt.PAPER,
            "Cardinality at CIFAR size: eight paths of 64 channels in place of one wide one.",
            "A low error on small images for many multiply-adds; a ResNet-56 takes a fortieth of them.",
            Shape.map(3, 32, 32),
            8,
            10,
            "He, normal with fan-in, for all weights; batch normalisation starts at scale 1, shift 0",
            List.of("None known: 34.4 million parameters as in the paper's table 7."));

    private CifarResNeXt() {
        super(
                "resnext29-8x64d",
                CARD,
                Option.integer("depth", "weight layers, 9n + 2", DEPTH, 11, 1001),
                Option.integer("cardinality", "groups of the 3x3 convolutions", CARDINALITY, 1, 64),
                Option.integer("width", "channels of a group in the first stage", WIDTH, 1, 512));
    }

    /** The one variant; options give the others of the table. */
    public static List<Architecture> variants() {
        return List.of(new CifarResNeXt());
    }

    @Override
    public void define(GraphScope g) {
        int depth = g.integer("depth");
        if (depth % 9 != 2) {
            throw new ZooException(
                    "depth of " + id() + " must be 9n + 2, but got " + depth + "; try " + (depth / 9 * 9 + 2));
        }
        int groups = g.integer("cardinality");
        int inside = groups * g.integer("width");
        Node x = ResNet.convBnRelu(g, "1", g.input(), Conv.of(64, 3).pad(1));
        // 64 x 32 x 32
        for (int s = 0; s < 3; s++) {
            for (int b = 0; b < depth / 9; b++) {
                GraphScope block = g.in("stage" + (s + 1)).in("block" + (b + 1));
                x = ResNet.bottleneck(block, x, inside << s, groups, 256 << s, s > 0 && b == 0 ? 2 : 1);
            }
            // 256 x 32 x 32, 512 x 16 x 16, 1024 x 8 x 8
        }
        x = g.globalAveragePool("pool", x); // 1024
        g.classify(g.dense("fc", x, g.classes()));
    }
}
