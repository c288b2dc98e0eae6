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
 * VGG (Simonyan, Zisserman: Very deep convolutional networks for large-scale image recognition, ICLR 2015, table 1).
 *
 * <p>Nothing but 3x3 convolutions, five times halved, then three dense layers with nine tenths of the parameters. Still the
 * feature extractor of style transfer and perceptual losses; as a classifier it costs four times a ResNet-50 and is worse.
 * In: channels x height x width from 32 x 32; out: one score per class.
 */
public final class Vgg extends Variant {
    /**
     * One column of the paper's table 1.
     *
     * @param kernels kernel sizes of the convolutions of each stage
     * @param norm what is normalised
     */
    private record Configuration(String id, String title, List<List<Integer>> kernels, Norm norm) {
        Configuration normalise() {
            return new Configuration(id + "-bn", title + " with batch normalisation", kernels, Norm.BATCH);
        }
    }

    private enum Norm {
        NONE,
        /** The responses of the first convolution across channels, as in AlexNet. */
        RESPONSE,
        /** The batch, after each convolution, which the paper did not have yet. */
        BATCH
    }

    private static final List<Integer> ONE = List.of(3);
    private static final List<Integer> TWO = List.of(3, 3);
    private static final List<Integer> THREE = List.of(3, 3, 3);
    private static final List<Integer> FOUR = List.of(3, 3, 3, 3);
    private static final List<Integer> TWO_AND_1X1 = List.of(3, 3, 1);

    private static final Configuration A =
            new Configuration("vgg11", "VGG-11 (A)", List.of(ONE, ONE, TWO, TWO, TWO), Norm.NONE);
    private static final Configuration A_LRN =
            new Configuration("vgg11-lrn", "VGG-11 (A-LRN)", A.kernels, Norm.RESPONSE);
    private static final Configuration B =
            new Configuration("vgg13", "VGG-13 (B)", List.of(TWO, TWO, TWO, TWO, TWO), Norm.NONE);
    private static final Configuration C = new Configuration(
            "vgg16-c", "VGG-16 (C)", List.of(TWO, TWO, TWO_AND_1X1, TWO_AND_1X1, TWO_AND_1X1), Norm.NONE);
    private static final Configuration D =
            new Configuration("vgg16", "VGG-16 (D)", List.of(TWO, TWO, THREE, THREE, THREE), Norm.NONE);
    private static final Configuration E =
            new Configuration("vgg19", "VGG-19 (E)", List.of(TWO, TWO, FOUR, FOUR, FOUR), Norm.NONE);

    private static final List<Configuration> TABLE =
            List.of(A, A_LRN, B, C, D, E, A.normalise(), B.normalise(), D.normalise(), E.normalise());

    private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512, 512);
    private static final int GRID = 7;

    private static final ModelCard CARD = new ModelCard(
            "VGG",
            "VGG",
            new Paper(
                    "Very deep convolutional networks for large-scale image recognition",
                    "Simonyan, Zisserman",
                    2015,
                    "https://arxiv.org/abs/1409.1556"),
            "Depth from stacks of 3x3 convolutions: two see 5x5, three see 7x7, with fewer weights and more"
                    + " non-linearities.",
            "Perceptual losses, style transfer and a clear picture of a deep network; as a classifier large and slow for"
                    + " what it reaches.",
            Shape.map(3, 224, 224),
            32,
            1000,
            "He, normal with fan-in (the paper starts deep networks from the trained network A, with deviation 0.01)",
            List.of(
                    "Images of another size than 224 are averaged to 7x7 before the dense layers, as torchvision does, so"
                            + " that trained weights fit; 224 passes unchanged. stem=small flattens what there is instead."));

    private final Configuration row;

    private Vgg(Configuration row) {
        super(
                row.id,
                card(row),
                Stem.option("the last map goes to the dense layers as it is, 512 numbers at 32x32"),
                Option.decimal("dropout", "share dropped after the first two dense layers", 0.5, 0, 0.95),
                Option.integer("denseUnits", "length of the first two dense layers", 4096, 1, 65536));
        this.row = row;
    }

    private static ModelCard card(Configuration row) {
        ModelCard titled = CARD.titled(row.title);
        return switch (row.norm) {
            case NONE -> titled;
            case RESPONSE ->
                titled.departing(
                        "Local response normalisation after the first convolution with AlexNet's constants; the"
                                + " paper finds that it changes nothing.");
            case BATCH ->
                titled.departing("Batch normalisation after each convolution, which keeps its bias, as torchvision: a"
                        + " later addition that trains from a plain start.");
        };
    }

    /** Table 1 in its order, then four of its columns with batch normalisation. */
    public static List<Architecture> variants() {
        return TABLE.stream().<Architecture>map(Vgg::new).toList();
    }

    @Override
    public void define(GraphScope g) {
        Node x = g.input(); // 3 x 224 x 224
        for (int s = 0; s < WIDTHS.size(); s++) {
            x = stage(g.in("stage" + (s + 1)), x, WIDTHS.get(s), row.kernels.get(s));
            // 64 x 112 x 112, 128 x 56 x 56, 256 x 28 x 28, 512 x 14 x 14, 512 x 7 x 7
        }
        if (Stem.of(g) == Stem.IMAGENET) {
            x = g.adaptiveAveragePool("grid", x, GRID);
        }
        x = g.flatten("flatten", x); // 25088
        x = dense(g, "6", x); // 4096
        x = dense(g, "7", x); // 4096
        g.classify(g.dense("fc8", x, g.classes()));
    }

    private Node stage(GraphScope g, Node x, int width, List<Integer> kernels) {
        for (int i = 0; i < kernels.size(); i++) {
            int kernel = kernels.get(i);
            x = g.conv("conv" + (i + 1), x, Conv.of(width, kernel).pad(kernel / 2));
            if (row.norm == Norm.BATCH) {
                x = g.batchNorm("bn" + (i + 1), x);
            }
            x = g.relu("relu" + (i + 1), x);
        }
        if (row.norm == Norm.RESPONSE && width == WIDTHS.get(0)) {
            x = g.localResponseNorm("norm1", x, 5, 5e-4, 0.75, 2);
        }
        return g.pool("pool", x, Pool.max(2));
    }

    private static Node dense(GraphScope g, String number, Node x) {
        x = g.relu("relu" + number, g.dense("fc" + number, x, g.integer("denseUnits")));
        return g.dropout("dropout" + number, x, g.decimal("dropout"));
    }
}
