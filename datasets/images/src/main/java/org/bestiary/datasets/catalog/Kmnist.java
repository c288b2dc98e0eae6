package org.bestiary.datasets.catalog;

import java.util.List;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.DatasetCard;

/**
 * {@code kmnist}: cursive Japanese characters (Kuzushiji), 1x28x28, ten classes, 60,000 training and 10,000 test images.
 *
 * <p>T. Clanuwat, M. Bober-Irizar, A. Kitamoto, A. Lamb, K. Yamamoto, D. Ha, "Deep Learning for Classical Japanese
 * Literature", 2018, <a href="https://arxiv.org/abs/1812.01718">arXiv:1812.01718</a>. One character per row of the
 * hiragana table, each in several historical forms.
 */
public final class Kmnist extends IdxDataset {
    private static final List<String> MIRRORS =
            List.of("https://codh.rois.ac.jp/kmnist/dataset/kmnist/", "http://codh.rois.ac.jp/kmnist/dataset/kmnist/");

    /** The data set as published. */
    public Kmnist() {
        super(
                "kmnist",
                new DatasetCard(
                        "Kuzushiji-MNIST: cursive Japanese characters",
                        "In the form of MNIST but harder: every class has several ways of writing it.",
                        List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
                        SHAPE,
                        TRAIN,
                        TEST,
                        Normalisation.grey(0.19176, 0.34834),
                        "CC BY-SA 4.0",
                        "T. Clanuwat and others: Deep Learning for Classical Japanese Literature, 2018, arXiv:1812.01718",
                        List.of(
                                file(
                                        MIRRORS,
                                        "train-images-idx3-ubyte.gz",
                                        18_165_135,
                                        "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
                                file(
                                        MIRRORS,
                                        "train-labels-idx1-ubyte.gz",
                                        29_497,
                                        "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
                                file(
                                        MIRRORS,
                                        "t10k-images-idx3-ubyte.gz",
                                        3_041_136,
                                        "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
                                file(
                                        MIRRORS,
                                        "t10k-labels-idx1-ubyte.gz",
                                        5_120,
                                        "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c")),
                        List.of(),
                        true,
                        List.of(
                                "Mean and standard deviation are those commonly used with it.",
                                "Mirroring turns characters into other signs: do not augment with flips.")));
    }
}
