package org.bestiary.datasets.catalog;

import java.util.List;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.ClassSizes;
import org.bestiary.datasets.DatasetCard;

/**
 * {@code mnist}: handwritten digits, 1x28x28, ten classes, 60,000 training and 10,000 test images.
 *
 * <p>Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-Based Learning Applied to Document Recognition", Proceedings
 * of the IEEE 86(11), 1998. Digits of census workers and pupils, scaled to 20x20 and centred by mass in 28x28.
 */
public final class Mnist extends IdxDataset {
    private static final List<String> MIRRORS = List.of(
            "https://ossci-datasets.s3.amazonaws.com/mnist/",
            "https://storage.googleapis.com/cvdf-datasets/mnist/",
            "https://raw.githubusercontent.com/fgnt/mnist/master/",
            "https://yann.lecun.com/exdb/mnist/");

    /** The data set as published. */
    public Mnist() {
        super(
                "mnist",
                new DatasetCard(
                        "MNIST: handwritten digits",
                        "The classic first data set: small, clean and nearly solved; good for trying things out.",
                        List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
                        SHAPE,
                        TRAIN,
                        TEST,
                        Normalisation.grey(0.13066, 0.30811),
                        "None stated by the authors; commonly given as CC BY-SA 3.0",
                        "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-Based Learning Applied to Document "
                                + "Recognition, Proceedings of the IEEE 86(11), 1998",
                        List.of(
                                file(
                                        MIRRORS,
                                        "train-images-idx3-ubyte.gz",
                                        9_912_422,
                                        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                                file(
                                        MIRRORS,
                                        "train-labels-idx1-ubyte.gz",
                                        28_881,
                                        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                                file(
                                        MIRRORS,
                                        "t10k-images-idx3-ubyte.gz",
                                        1_648_877,
                                        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                                file(
                                        MIRRORS,
                                        "t10k-labels-idx1-ubyte.gz",
                                        4_542,
                                        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
                        List.of(),
                        true,
                        List.of("Mirroring turns digits into other signs: do not augment with flips.")));
    }

    @Override
    public ClassSizes classSizes() {
        return new ClassSizes(
                List.of(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949),
                List.of(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009));
    }
}
