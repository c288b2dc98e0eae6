package org.bestiary.zoo.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bestiary.common.image.Normalisation;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.graph.Engine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Files as their authors published them give the scores that other programs have computed with them. */
class PublishedWeightsTest {
    /** Of the scores of each image, as the length of the difference over the length. */
    private static final double LARGEST_ERROR = 1e-5;

    private static final int IMAGES = 100;
    private static final int RECORD = 1 + 3 * 32 * 32;

    private static Path needed(String file) {
        Path path = Path.of(Optional.ofNullable(System.getenv("BESTIARY_DATA")).orElse("nowhere"))
                .resolve(file);
        assumeTrue(Files.exists(path), () -> "skipped: " + file + " is not in BESTIARY_DATA");
        return path;
    }

    /** Bytes of images, channel by channel, as the network reads them. */
    private static INDArray prepared(byte[] pixels, Pretrained net) {
        Shape in = net.network().input();
        Normalisation n = net.imageInput().normalisation();
        float[] values = new float[pixels.length];
        int plane = in.height() * in.width();
        for (int i = 0; i < pixels.length; i++) {
            int channel = i / plane % in.channels();
            values[i] =
                    (float) ((Byte.toUnsignedInt(pixels[i]) / 255.0 - n.mean().get(channel))
                            / n.std().get(channel));
        }
        long[] shape = {pixels.length / in.size(), in.channels(), in.height(), in.width()};
        return Nd4j.create(values, shape, 'c');
    }

    private static void same(INDArray got, float[] expected) {
        INDArray wanted = Nd4j.create(expected, got.shape(), 'c');
        INDArray errors = got.sub(wanted).norm2(1).div(wanted.norm2(1));
        assertThat(errors.maxNumber().doubleValue()).isLessThan(LARGEST_ERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "resnet20,resnet20-12fca82f,FAST",
        "resnet32,resnet32-d509ac18,FAST",
        "resnet56,resnet56-4bfd9763,FAST",
        "resnet20,resnet20-12fca82f,STOCK"
    })
    void residualNetworksOnTestImagesOfCifar(String model, String file, Engine engine) throws IOException {
        Path weights = needed("weights/" + file + ".th");
        byte[] pixels = new byte[IMAGES * (RECORD - 1)];
        ByteBuffer records =
                ByteBuffer.wrap(Files.readAllBytes(needed("cifar-10/cifar-10-batches-bin/test_batch.bin")));
        for (int i = 0; i < IMAGES; i++) {
            records.get(i * RECORD + 1, pixels, i * (RECORD - 1), RECORD - 1);
        }
        Pretrained net = Pretrained.open(model, weights, Shape.map(3, 32, 32), engine);
        assertThat(net.network().classes()).isEqualTo(10);
        try (SafeTensors scores = SafeTensors.open(needed("weights/cifar10-first100-logits.safetensors"))) {
            same(net.logits(prepared(pixels, net)), scores.read(file));
        }
    }

    /** How many of the photographs are named first is what the independent program counted; MobileNet v2 has TensorFlow's padding. */
    @ParameterizedTest
    @CsvSource({
        "mobilenet-v1-0.25,mobilenet_v1_0.25_224.h5,mobilenet_v1_0.25_224-keras-float,19",
        "mobilenet-v1-1.0,imagenet-mobilenet_v1_1.0_224-keras.h5,mobilenet_v1_1.0_224-keras,30",
        "mobilenet-v2,imagenet-mobilenet_v2_1.0_224-torchvision.safetensors,mobilenet_v2_1.0_224-keras,29",
        "squeezenet-1.1,imagenet-squeezenet1_1-winml-fp16-torchvision.safetensors,squeezenet1_1-winml-fp16-torchvision,22"
    })
    void photographsAreNamed(String model, String file, String reference, int named) throws IOException {
        Path weights = needed("weights/" + file);
        byte[] crops = Files.readAllBytes(needed("weights/imagenet-photos-crops.safetensors"));
        int size = 30 * 3 * 224 * 224;
        byte[] pixels = new byte[size];
        System.arraycopy(crops, crops.length - size, pixels, 0, size);
        Pretrained net = Pretrained.open(model, weights, Shape.map(3, 224, 224), Engine.FAST);
        try (SafeTensors scores = SafeTensors.open(needed("weights/imagenet-photos-logits.safetensors"))) {
            INDArray got = net.logits(prepared(pixels, net));
            same(got, scores.read(reference));
            int[] answers = got.argMax(1).toIntVector();
            List<Integer> right = classes();
            assertThat(IntStream.range(0, answers.length).filter(i -> answers[i] == right.get(i)))
                    .hasSize(named);
        }
    }

    /** Of the photographs, which are in the order of their files' names. */
    private static List<Integer> classes() throws IOException {
        try (Stream<String> lines = Files.lines(needed("imagenet-photos/labels.tsv"))) {
            return lines.map(l -> l.split("\t", -1))
                    .filter(f -> f[0].endsWith(".jpg"))
                    .sorted(Comparator.comparing(f -> f[0]))
                    .map(f -> Integer.valueOf(f[2]))
                    .toList();
        }
    }
}
