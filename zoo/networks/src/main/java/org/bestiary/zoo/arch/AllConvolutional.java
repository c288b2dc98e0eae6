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

/**
 * The all convolutional net (Springenberg, Dosovitskiy, Brox, Riedmiller: Striving for simplicity, ICLR workshop 2015), model
 * All-CNN-C.
 *
 * <p>Convolutions of stride 2 take the place of the pools, and a mean of the last maps that of dense layers. In: channels x
 * height x width from 12 x 12; out: one score per class.
 */
public final class AllConvolutional extends Variant {
    /** Maps of the two stages that end with a stride of two. */
    private static final List<Integer> WIDTHS = List.of(96, 192);

    /** The paper drops 20% of the image where it drops half of the maps. */
    private static final double OF_IMAGE = 0.4;

    private static final ModelCard CARD = new ModelCard(
            "All convolutional net (All-CNN-C)",
            "All-CNN",
            new Paper(
                    "Striving for simplicity: the all convolutional net",
                    "Springenberg, Dosovitskiy, Brox, Riedmiller",
                    2015,
                    "https://arxiv.org/abs/1412.6806"),
            "Pooling is no necessity: convolutions of stride 2 do as well. Guided backpropagation comes from the same paper.",
            "To see a network of nothing but 3x3 and 1x1 convolutions; it has no normalisation and trains slowly.",
            Shape.map(3, 32, 32),
            12,
            10,
            "He, normal with fan-in, biases 0 (the paper does not say)",
            List.of(
                    "None known in the network. The paper whitens its images and normalises their contrast; here they are"
                            + " normalised by mean and deviation."));

    private AllConvolutional() {
        super(
                "all-cnn-c",
                CARD,
                Option.decimal(
                        "dropout",
                        "share dropped after each convolution of stride 2; of the image, two fifths of it",
                        0.5,
                        0,
                        0.95));
    }

    /** The one network. */
    public static List<Architecture> variants() {
        return List.of(new AllConvolutional());
    }

    @Override
    public void define(GraphScope g) {
        Node x = g.dropout("dropout", g.input(), OF_IMAGE * g.decimal("dropout"));
        for (int i = 0; i < WIDTHS.size(); i++) {
            GraphScope stage = g.in("stage" + (i + 1));
            Conv same = Conv.of(WIDTHS.get(i), 3).pad(1);
            x = stage.relu("relu1", stage.conv("conv1", x, same));
            x = stage.relu("relu2", stage.conv("conv2", x, same));
            x = stage.relu("relu3", stage.conv("conv3", x, same.stride(2)));
            x = stage.dropout("dropout", x, g.decimal("dropout"));
        }
        // 96 x 16 x 16, 192 x 8 x 8, then 6 x 6 without padding
        GraphScope last = g.in("stage3");
        x = last.relu("relu1", last.conv("conv1", x, Conv.of(WIDTHS.get(1), 3)));
        x = last.relu("relu2", last.conv("conv2", x, Conv.of(WIDTHS.get(1), 1)));
        x = last.relu("relu3", last.conv("conv3", x, Conv.of(g.classes(), 1)));
        g.classify(g.globalAveragePool("pool", x));
    }
}
