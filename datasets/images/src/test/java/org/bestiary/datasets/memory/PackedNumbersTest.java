package org.bestiary.datasets.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.augment.Presets;
import org.bestiary.datasets.augment.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.dataset.DataSet;

class PackedNumbersTest {
    private static final ImageShape SHAPE = new ImageShape(3, 1, 5);
    private static final int COUNT = 7;

    private static float[] numbers() {
        RandomStream random = RandomStream.of(4);
        float[] numbers = new float[COUNT * SHAPE.values()];
        for (int i = 0; i < numbers.length; i++) {
            // Channels of very different scales.
            numbers[i] = (float) (random.nextGaussian() * Math.pow(100, i % 3) + 1000 * (i % 3));
        }
        return numbers;
    }

    private static ImageTable table() {
        return new PackedNumbers(
                SHAPE, 2, numbers(), IntStream.range(0, COUNT).map(i -> i % 2).toArray());
    }

    @Test
    void valuesComeBackAsTheyWereGiven() {
        float[] into = new float[SHAPE.values() + 1];
        table().readNumbers(2, into, 1);
        for (int i = 0; i < SHAPE.values(); i++) {
            assertThat(into[1 + i]).isEqualTo(numbers()[2 * SHAPE.values() + i]);
        }
        assertThat(table().numeric()).isTrue();
        assertThatThrownBy(() -> table().pixels(0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no pixels");
    }

    @Test
    void whatIsNoTableIsRefused() {
        assertThatThrownBy(() -> new PackedNumbers(SHAPE, 2, new float[14], new int[1]))
                .hasMessage("1 images of 3x1x5 need 15 numbers, got 14.");
        assertThatThrownBy(() -> new PackedNumbers(SHAPE, 2, new float[15], new int[] {2}))
                .hasMessage("Labels must be 0 to 1, got 2.");
        float[] infinite = new float[15];
        infinite[3] = Float.NaN;
        assertThatThrownBy(() -> new PackedNumbers(SHAPE, 2, infinite, new int[1]))
                .hasMessage("Numbers must be finite, got NaN in image 0.");
    }

    @Test
    void theIdentityIsThatOfEveryBit() {
        String sha256 = table().sha256();
        assertThat(new SelectedImages(table(), 0, 1, 2, 3, 4, 5, 6).sha256()).isEqualTo(sha256);
        float[] other = numbers();
        other[50] = Math.nextUp(other[50]);
        assertThat(new PackedNumbers(SHAPE, 2, other, new int[] {0, 1, 0, 1, 0, 1, 0}).sha256())
                .isNotEqualTo(sha256);
        float[] bytes = {1, 2, 3};
        ImageShape small = new ImageShape(3, 1, 1);
        assertThat(new PackedNumbers(small, 2, bytes, new int[1]).sha256())
                .isNotEqualTo(new PackedImages(small, 2, new byte[] {1, 2, 3}, new int[1]).sha256());
    }

    @Test
    void statisticsAreThoseOfEachChannelInItsOwnUnit() {
        ChannelStatistics statistics = ChannelStatistics.of(table());
        for (int c = 0; c < 3; c++) {
            int channel = c;
            double[] values = IntStream.range(0, COUNT * SHAPE.values())
                    .filter(i -> i % 3 == channel)
                    .mapToDouble(i -> numbers()[i])
                    .toArray();
            double mean = Arrays.stream(values).average().orElseThrow();
            double variance = Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow();
            assertThat(statistics.mean().get(c)).isCloseTo(mean, within(1e-9 * Math.abs(mean)));
            assertThat(statistics.std().get(c)).isCloseTo(Math.sqrt(variance), within(1e-9 * Math.sqrt(variance)));
        }
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void batchesHoldNormalisedValuesInEitherLayout(Layout layout) {
        Normalisation normalisation = new Normalisation(List.of(1.0, 1000.0, -3.5), List.of(0.5, 100.0, 7.0));
        LoadOptions options =
                LoadOptions.batch(3).withLayout(layout).withShuffle(5).withThreads(2);
        try (BatchIterator batches = new BatchIterator(table(), List.of("a", "b"), options, normalisation)) {
            for (int b = 0; batches.hasNext(); b++) {
                int[] indices = batches.indices(0, b);
                DataSet batch = batches.next();
                assertThat(batch.getFeatures().shape()).isEqualTo(layout.batchShape(indices.length, SHAPE));
                for (int i = 0; i < indices.length; i++) {
                    for (int t = 0; t < 5; t++) {
                        for (int c = 0; c < 3; c++) {
                            float raw = numbers()[(indices[i] * 5 + t) * 3 + c];
                            float wanted = (float) ((raw - normalisation.mean().get(c))
                                    / normalisation.std().get(c));
                            float got = layout == Layout.NHWC
                                    ? batch.getFeatures().getFloat(i, 0, t, c)
                                    : batch.getFeatures().getFloat(i, c, 0, t);
                            assertThat(got).isEqualTo(wanted);
                        }
                    }
                    assertThat(batch.getLabels().getInt(i, indices[i] % 2)).isOne();
                }
            }
        }
    }

    @Test
    void augmentationOfPixelsIsRefusedAndThatOfBatchesIsNot() {
        Normalisation plain = Normalisation.none(3);
        LoadOptions options = LoadOptions.batch(3).withAugmentation(Presets.find("cifar-standard"), 1);
        assertThatThrownBy(() -> new BatchIterator(table(), List.of("a", "b"), options, plain))
                .isInstanceOf(DataException.class)
                .hasMessage("Augmentation 'cifar-standard' changes pixels, but these images are numbers that are none;"
                        + " leave it out.");
        assertThatThrownBy(() -> new AugmentedImages(table(), Presets.find("mnist"), 1, 0))
                .hasMessageContaining("changes pixels");
        Recipe mixing = new Recipe(
                "mixing", List.of(), List.of((batch, random) -> batch.features().put(0, 42f)));
        try (BatchIterator batches = new BatchIterator(
                table(), List.of("a", "b"), LoadOptions.batch(3).withAugmentation(mixing, 1), plain)) {
            assertThat(batches.next().getFeatures().getFloat(0)).isEqualTo(42f);
        }
    }

    @Test
    void picturesAreCurvesWithABandForEachChannel() {
        // A ramp, its mirror and a constant.
        int length = 120;
        float[] numbers = new float[length * 3];
        for (int t = 0; t < length; t++) {
            numbers[3 * t] = t;
            numbers[3 * t + 1] = -1e6f * t;
            numbers[3 * t + 2] = 7;
        }
        ImageTable ramps = new PackedNumbers(new ImageShape(3, 1, length), 2, numbers, new int[] {1});
        ImageTable pictures = new SelectedImages(ramps, 0).pictures();
        assertThat(pictures.shape()).isEqualTo(new ImageShape(1, 3 * 64, length));
        assertThat(pictures.label(0)).isOne();
        byte[] pixels = pictures.pixels(0);
        assertThat(inkRow(pixels, length, 0, 0)).isEqualTo(63);
        assertThat(inkRow(pixels, length, 0, length - 1)).isEqualTo(1);
        assertThat(inkRow(pixels, length, 1, 0)).isEqualTo(1);
        assertThat(inkRow(pixels, length, 1, length - 1)).isEqualTo(62); // joined to the value before
        assertThat(pixels[(64 + 63) * length + length - 1]).isEqualTo((byte) 255);
        assertThat(inkRow(pixels, length, 2, 60)).isBetween(30, 33);
    }

    /** The highest row of a band with ink in a column. */
    private static int inkRow(byte[] pixels, int width, int band, int column) {
        return IntStream.range(0, 64)
                .filter(y -> pixels[(band * 64 + y) * width + column] == (byte) 255)
                .findFirst()
                .orElse(-1);
    }

    @Test
    void picturesOfMapsAreShades() {
        float[] numbers = {0, 1, 2, 4};
        ImageTable maps = new PackedNumbers(new ImageShape(1, 2, 2), 2, numbers, new int[1]);
        assertThat(maps.pictures().pixels(0)).containsExactly(0, 64, 128, 255);
        assertThat(maps.pictures().sha256())
                .isEqualTo(new PackedImages(
                                new ImageShape(1, 2, 2), 2, new byte[] {0, 64, (byte) 128, (byte) 255}, new int[1])
                        .sha256());
    }
}
