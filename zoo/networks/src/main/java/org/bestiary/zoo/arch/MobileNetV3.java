package org.bestiary.zoo.arch;

import java.util.List;
import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.ModelCard;
import org.bestiary.zoo.Option;
import org.bestiary.zoo.Paper;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.GraphScope;
import org.bestiary.zoo.graph.Node;
import org.bestiary.zoo.op.Activation;
import org.bestiary.zoo.op.Conv;

/**
 * MobileNet v3 (Howard, Sandler, Chu, Chen, Chen, Tan, Wang, Zhu, Pang, Vasudevan, Le, Adam: Searching for MobileNetV3, ICCV
 * 2019, tables 1 and 2).
 *
 * <p>Inverted residuals found by search, some with squeeze and excitation, and functions of straight pieces (hard swish, hard
 * sigmoid) in place of smooth ones. In: channels x height x width from 32 x 32; out: one score per class.
 */
public final class MobileNetV3 extends Variant {
    /** One row of a table: window k, expansion size, channels out, SE, HS or RE, stride s. */
    private record Row(int kernel, int inside, int channels, boolean excites, boolean hard, int stride) {}

    private static final boolean SE = true;
    private static final boolean NO_SE = false;
    private static final boolean HS = true;
    private static final boolean RE = false;

    private static final List<Row> LARGE = List.of(
            new Row(3, 16, 16, NO_SE, RE, 1),
            new Row(3, 64, 24, NO_SE, RE, 2),
            new Row(3, 72, 24, NO_SE, RE, 1),
            new Row(5, 72, 40, SE, RE, 2),
            new Row(5, 120, 40, SE, RE, 1),
            new Row(5, 120, 40, SE, RE, 1),
            new Row(3, 240, 80, NO_SE, HS, 2),
            new Row(3, 200, 80, NO_SE, HS, 1),
            new Row(3, 184, 80, NO_SE, HS, 1),
            new Row(3, 184, 80, NO_SE, HS, 1),
            new Row(3, 480, 112, SE, HS, 1),
            new Row(3, 672, 112, SE, HS, 1),
            new Row(5, 672, 160, SE, HS, 2),
            new Row(5, 960, 160, SE, HS, 1),
            new Row(5, 960, 160, SE, HS, 1));

    private static final List<Row> SMALL = List.of(
            new Row(3, 16, 16, SE, RE, 2),
            new Row(3, 72, 24, NO_SE, RE, 2),
            new Row(3, 88, 24, NO_SE, RE, 1),
            new Row(5, 96, 40, SE, HS, 2),
            new Row(5, 240, 40, SE, HS, 1),
            new Row(5, 240, 40, SE, HS, 1),
            new Row(5, 120, 48, SE, HS, 1),
            new Row(5, 144, 48, SE, HS, 1),
            new Row(5, 288, 96, SE, HS, 2),
            new Row(5, 576, 96, SE, HS, 1),
            new Row(5, 576, 96, SE, HS, 1));

    private static final int REDUCTION = 4;
    private static final double BN_EPSILON = 1e-3;
    private static final double BN_DECAY = 0.99;

    private static final ModelCard CARD = new ModelCard(
            "MobileNet v3",
            "MobileNet",
            new Paper(
                    "Searching for MobileNetV3",
                    "Howard, Sandler, Chu, Chen, Chen, Tan, Wang, Zhu, Pang, Vasudevan, Le, Adam",
                    2019,
                    "https://arxiv.org/abs/1905.02244"),
            "A searched MobileNet v2 with a cheaper beginning and end, and activation functions of straight pieces.",
            "Phones and other small machines; on processors whose time goes into memory, not arithmetic, v2 is as quick.",
            Shape.map(3, 224, 224),
            32,
            1000,
            "He, normal with fan-in (of the window alone in depthwise convolutions); batch normalisation starts at scale 1,"
                    + " shift 0",
            List.of(
                    "As torchvision: padding is the same on all sides, epsilon of batch normalisation 1e-3, statistics kept at"
                            + " 0.99, dropout of 0.2 before the last layer."));

    private final List<Row> rows;
    private final int hidden;

    private MobileNetV3(String size, List<Row> rows, int hidden) {
        super(
                "mobilenet-v3-" + size,
                CARD.titled("MobileNet v3 " + size),
                Stem.option("stride 1 in conv1 and in the first block that halves"),
                Option.decimal("dropout", "share dropped before the last dense layer", 0.2, 0, 0.95));
        this.rows = rows;
        this.hidden = hidden;
    }

    /** The large network of table 1 and the small one of table 2. */
    public static List<Architecture> variants() {
        return List.of(new MobileNetV3("large", LARGE, 1280), new MobileNetV3("small", SMALL, 1024));
    }

    @Override
    public void define(GraphScope g) {
        boolean keep = Stem.of(g) == Stem.SMALL;
        Node x = conv(g, "1", g.input(), Conv.of(16, 3).stride(keep ? 1 : 2).pad(1), HS); // 16 x 112 x 112
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            boolean keeps = keep && row.stride == 2;
            x = block(g.in("block" + (i + 1)), x, row, keeps ? 1 : row.stride);
            keep &= !keeps;
            // large: 16 x 112 x 112, 24 x 56 x 56, 40 x 28 x 28, 80 x 14 x 14, 112 x 14 x 14, 160 x 7 x 7
            // small: 16 x 56 x 56, 24 x 28 x 28, 40 x 14 x 14, 48 x 14 x 14, 96 x 7 x 7
        }
        x = conv(g, "2", x, Conv.of(6 * x.output().channels(), 1), HS); // 960 or 576 x 7 x 7
        x = g.globalAveragePool("pool", x);
        x = g.activate("hswish", g.dense("fc1", x, hidden), Activation.HARD_SWISH); // 1280 or 1024
        x = g.dropout("dropout", x, g.decimal("dropout"));
        g.classify(g.dense("fc2", x, g.classes()));
    }

    private static Node block(GraphScope g, Node x, Row row, int stride) {
        int channels = x.output().channels();
        Node y = row.inside == channels ? x : conv(g, "1", x, Conv.of(row.inside, 1), row.hard);
        Conv window = Conv.of(row.inside, row.kernel).stride(stride).pad(row.kernel / 2);
        y = conv(g, "2", y, window.groups(row.inside), row.hard);
        if (row.excites) {
            int squeezed = Widths.multipleOf8((double) row.inside / REDUCTION);
            y = SqueezeExcitation.of(g.in("se"), y, squeezed, Activation.RELU, Activation.HARD_SIGMOID);
        }
        y = convBn(g, "3", y, Conv.of(row.channels, 1));
        return stride == 1 && row.channels == channels ? g.add("add", x, y) : y;
    }

    private static Node conv(GraphScope g, String number, Node x, Conv conv, boolean hard) {
        x = convBn(g, number, x, conv);
        return hard ? g.activate("hswish" + number, x, Activation.HARD_SWISH) : g.relu("relu" + number, x);
    }

    private static Node convBn(GraphScope g, String number, Node x, Conv conv) {
        return g.batchNorm("bn" + number, g.conv("conv" + number, x, conv.noBias()), BN_EPSILON, BN_DECAY);
    }
}
