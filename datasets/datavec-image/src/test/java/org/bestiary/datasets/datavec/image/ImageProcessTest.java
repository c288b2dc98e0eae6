package org.bestiary.datasets.datavec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.memory.PackedImages;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.datavec.image.data.ImageWritable;
import org.datavec.image.loader.NativeImageLoader;
import org.datavec.image.transform.ImageTransformProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.DefaultRandom;
import org.nd4j.linalg.factory.Nd4j;

class ImageProcessTest {
    private static final ImageShape SHAPE = new ImageShape(3, 40, 30);

    private static ImageTable images(ImageShape shape, int count) {
        byte[] pixels = new byte[count * shape.values()];
        new Random(8).nextBytes(pixels);
        return new PackedImages(shape, 2, pixels, new int[count]);
    }

    private static ImageTransformProcess.Builder all(int seed) {
        return new ImageTransformProcess.Builder()
                .seed(seed)
                .rotateImageTransform(25)
                .flipImageTransform(1)
                .scaleImageTransform(3)
                .warpImageTransform(2)
                .cropImageTransform(5)
                .resizeImageTransform(33, 44)
                .randomCropTransform(30, 25);
    }

    private static byte[] apply(ImageProcess process, ImageTable table, int index, long seed) {
        Picture picture = new Picture();
        picture.read(table, index);
        process.apply(picture, RandomStream.of(seed).split(index));
        assertThat(picture.shape()).isEqualTo(table.shape());
        return Arrays.copyOf(picture.pixels(), table.shape().values());
    }

    @Test
    void theResultIsThatOfDataVecsOwnProcess() throws IOException {
        ImageTransformProcess process = new ImageTransformProcess.Builder()
                .rotateImageTransform(25)
                .warpImageTransform(2)
                .colorConversionTransform(opencv_imgproc.COLOR_BGR2YCrCb)
                .equalizeHistTransform(opencv_imgproc.COLOR_BGR2YCrCb)
                .colorConversionTransform(opencv_imgproc.COLOR_YCrCb2BGR)
                .build();
        ImageTable table = images(SHAPE, 1);
        byte[] ours = apply(new ImageProcess(process.toJson(), "p.json"), table, 0, 1);

        Mat mat = Mats.of(table.pixels(0), SHAPE);
        INDArray theirs = process.executeArray(new ImageWritable(new OpenCVFrameConverter.ToMat().convert(mat)));
        for (int y = 0; y < SHAPE.height(); y++) {
            for (int x = 0; x < SHAPE.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    int blueFirst = (int) theirs.getFloat(0, 2 - c, y, x);
                    assertThat(ours[(y * SHAPE.width() + x) * 3 + c] & 0xFF).isEqualTo(blueFirst);
                }
            }
        }
    }

    @Test
    void chancesAreThoseOfDataVecsOwnProcessWithTheSameGenerators() throws IOException {
        ImageTransformProcess process = all(5).build();
        ImageTable table = images(SHAPE, 1);
        byte[] ours = apply(new ImageProcess(process.toJson(), "p.json"), table, 0, 77);

        RandomStream stream = RandomStream.of(77).split(0);
        Random chance = new Random(stream.nextLong());
        DefaultRandom crops = new DefaultRandom(stream.nextLong());
        ImageWritable image =
                new ImageWritable(new OpenCVFrameConverter.ToMat().convert(Mats.of(table.pixels(0), SHAPE)));
        for (var transform : process.getTransformList()) {
            if (transform instanceof org.datavec.image.transform.RandomCropTransform crop) {
                crop.setRng(crops);
            }
            image = transform.transform(image, chance);
        }
        INDArray theirs = new NativeImageLoader(SHAPE.height(), SHAPE.width(), 3).asMatrix(image);
        for (int i = 0; i < ours.length; i++) {
            int pixel = i / 3;
            assertThat(ours[i] & 0xFF)
                    .isEqualTo((int) theirs.getFloat(0, 2 - i % 3, pixel / SHAPE.width(), pixel % SHAPE.width()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theResultDependsOnSeedAndImageOnlyWhateverTheThread(int channels) {
        ImageTable table = images(new ImageShape(channels, 32, 32), 60);
        ImageProcess process =
                new ImageProcess(all(1).randomCropTransform(20, 20).build().toJson(), "p.json");
        byte[][] one = IntStream.range(0, 60)
                .mapToObj(i -> apply(process, table, i, 3))
                .toArray(byte[][]::new);
        byte[][] many = IntStream.range(0, 600)
                .parallel()
                .mapToObj(i -> apply(process, table, i % 60, 3))
                .toArray(byte[][]::new);
        for (int i = 0; i < 600; i++) {
            assertThat(many[i]).isEqualTo(one[i % 60]);
        }
        assertThat(Stream.of(one).map(Arrays::toString).distinct()).hasSize(60);
        assertThat(apply(process, table, 0, 4)).isNotEqualTo(one[0]);
    }

    @Test
    void nobodysGeneratorIsTouched() {
        String json = all(1).build().toJson(); // DataVec's builder does seed the generator
        Nd4j.getRandom().setSeed(99);
        float[] wanted = Nd4j.rand(4).toFloatVector();
        ImageTable table = images(SHAPE, 3);
        Nd4j.getRandom().setSeed(99);
        ImageProcess process = new ImageProcess(json, "p.json");
        apply(process, table, 0, 1);
        apply(process, table, 1, 1);
        assertThat(Nd4j.rand(4).toFloatVector()).isEqualTo(wanted);
    }

    @Test
    void aProcessOfSeedZeroIsTheSameForEveryImage() {
        ImageTable table = images(SHAPE, 1);
        ImageProcess process = new ImageProcess(
                new ImageTransformProcess.Builder()
                        .rotateImageTransform(90)
                        .build()
                        .toJson(),
                "p.json");
        assertThat(apply(process, table, 0, 1)).isEqualTo(apply(process, table, 0, 2));
        assertThat(process.mirrors()).isFalse();
        assertThat(new ImageProcess(all(0).build().toJson(), "p.json").mirrors())
                .isTrue();
    }

    static Stream<String[]> refused() {
        return Stream.of(
                new String[] {"{}", "needs a transform at least, but p.json has none."},
                new String[] {"not json", "p.json is no ImageTransformProcess of DataVec as JSON ("},
                new String[] {
                    "{\"transformList\":[{\"@class\":\"org.datavec.image.transform.NoSuchTransform\"}]}",
                    "p.json is no ImageTransformProcess of DataVec as JSON ("
                },
                new String[] {
                    "{\"transformList\":[{\"@class\":\"org.datavec.image.transform.FilterImageTransform\","
                            + "\"filters\":\"hflip\",\"width\":9,\"height\":9,\"channels\":3}],\"seed\":0}",
                    "p.json needs a part of DataVec that is not built in, such as FFmpeg ("
                });
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCannotBeUsedIsRefusedInOneLine(String json, String message) {
        assertThatThrownBy(() -> new ImageProcess(json, "p.json"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void imagesThatAreTooSmallForACropAreRefused() {
        ImageProcess process = new ImageProcess(
                new ImageTransformProcess.Builder()
                        .randomCropTransform(100, 100)
                        .build()
                        .toJson(),
                "p.json");
        assertThatThrownBy(() -> apply(process, images(SHAPE, 1), 0, 1))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "p.json cannot be applied to images of 3x40x30 (Output height/width cannot be more");
    }
}
