package org.bestiary.datasets.catalog;

import java.util.List;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.format.CifarBinary;

/**
 * {@code cifar-10}: small colour photographs, 3x32x32, ten classes, 50,000 training and 10,000 test images.
 *
 * <p>A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", technical report, University of Toronto,
 * 2009. Labelled from the 80 million tiny images; the benchmark of the residual networks. Read from the binary version.
 */
public final class Cifar10 extends CifarDataset {
    private static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    /** The data set as published. */
    public Cifar10() {
        super(
                "cifar-10",
                new CifarBinary(1, CLASSES.size()),
                new DatasetCard(
                        "CIFAR-10: small photographs of ten kinds of things",
                        "The benchmark for small convolutional networks: hard enough to tell architectures apart, small enough for one machine.",
                        CLASSES,
                        SHAPE,
                        TRAIN,
                        TEST,
                        new Normalisation(List.of(0.49140, 0.48216, 0.44653), List.of(0.24703, 0.24349, 0.26159)),
                        "None stated by the authors; free for research with citation",
                        "A. Krizhevsky: Learning Multiple Layers of Features from Tiny Images, technical report, University of Toronto, 2009",
                        List.of(
                                bin(
                                        "cifar-10-batches-bin/data_batch_1.bin",
                                        30_730_000,
                                        "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
                                bin(
                                        "cifar-10-batches-bin/data_batch_2.bin",
                                        30_730_000,
                                        "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
                                bin(
                                        "cifar-10-batches-bin/data_batch_3.bin",
                                        30_730_000,
                                        "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
                                bin(
                                        "cifar-10-batches-bin/data_batch_4.bin",
                                        30_730_000,
                                        "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
                                bin(
                                        "cifar-10-batches-bin/data_batch_5.bin",
                                        30_730_000,
                                        "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
                                bin(
                                        "cifar-10-batches-bin/test_batch.bin",
                                        30_730_000,
                                        "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b")),
                        List.of(archive(
                                "cifar-10-binary.tar.gz",
                                170_052_171,
                                "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")),
                        false,
                        List.of()));
    }
}
