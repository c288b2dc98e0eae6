package org.bestiary.datasets.catalog;

import java.util.List;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.DatasetCard;

/**
 * {@code fashion-mnist}: articles of clothing, 1x28x28, ten classes, 60,000 training and 10,000 test images.
 *
 * <p>H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning
 * Algorithms", 2017, <a href="https://arxiv.org/abs/1708.07747">arXiv:1708.07747</a>. A replacement of MNIST in the same
 * files, made because MNIST had become too easy.
 */
public final class FashionMnist extends IdxDataset {
    private static final List<String> MIRRORS = List.of(
            "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
            "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/");

    /** The data set as published. */
    public FashionMnist() {
        super(
                "fashion-mnist",
                new DatasetCard(
                        "Fashion-MNIST: articles of clothing",
                        "In the form of MNIST but harder; shirts, pullovers and coats are easily confused.",
                        List.of(
                                "T-shirt/top",
                                "trouser",
                                "pullover",
                                "dress",
                                "coat",
                                "sandal",
                                "shirt",
                                "sneaker",
                                "bag",
                                "ankle boot"),
                        SHAPE,
                        TRAIN,
                        TEST,
                        Normalisation.grey(0.28604, 0.35302),
                        "MIT",
                        "H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms, 2017, arXiv:1708.07747",
                        List.of(
                                file(
                                        MIRRORS,
                                        "train-images-idx3-ubyte.gz",
                                        26_421_880,
                                        "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                                file(
                                        MIRRORS,
                                        "train-labels-idx1-ubyte.gz",
                                        29_515,
                                        "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                                file(
                                        MIRRORS,
                                        "t10k-images-idx3-ubyte.gz",
                                        4_422_102,
                                        "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                                file(
                                        MIRRORS,
                                        "t10k-labels-idx1-ubyte.gz",
                                        5_148,
                                        "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
                        List.of(),
                        false,
                        List.of("Mean and standard deviation are the published ones.")));
    }
}
