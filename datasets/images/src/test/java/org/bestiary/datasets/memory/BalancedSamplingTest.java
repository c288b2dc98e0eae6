package org.bestiary.datasets.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.FloatBatch;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.Sampling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;

class BalancedSamplingTest {
    private static final ImageShape SHAPE = new ImageShape(1, 1, 1);
    private static final List<String> CLASSES = List.of("many", "some", "none", "few");
    /** Images 0 to 39 are many, 40 to 51 some, 52 to 54 few. */
    private static final int COUNT = 55;

    private static final LoadOptions BALANCED =
            LoadOptions.batch(8).withShuffle(3).withSampling(Sampling.BALANCED);

    private static PackedImages images() {
        int[] labels =
                IntStream.range(0, COUNT).map(i -> i < 40 ? 0 : i < 52 ? 1 : 3).toArray();
        byte[] pixels = new byte[COUNT];
        for (int i = 0; i < COUNT; i++) {
            pixels[i] = (byte) i;
        }
        return new PackedImages(SHAPE, CLASSES.size(), pixels, labels);
    }

    private static BatchIterator open(LoadOptions options) {
        return new BatchIterator(images(), CLASSES, options, Normalisation.none(1));
    }

    private static int[] epoch(BatchIterator iterator, int epoch) {
        return IntStream.range(0, iterator.batchesPerEpoch())
                .flatMap(batch -> Arrays.stream(iterator.indices(epoch, batch)))
                .toArray();
    }

    @Test
    void everyEpochHasEveryClassEquallyOften() {
        PackedImages images = images();
        int[] drawn = new int[CLASSES.size()];
        try (BatchIterator iterator = open(BALANCED)) {
            for (int e = 0; e < 7; e++) {
                int[] epoch = epoch(iterator, e);
                assertThat(epoch).hasSize(COUNT).hasSize(iterator.imagesPerEpoch());
                int[] counts = new SelectedImages(images, epoch).classCounts();
                assertThat(counts[2]).isZero();
                for (int label : new int[] {0, 1, 3}) {
                    assertThat(counts[label]).isBetween(COUNT / 3, COUNT / 3 + 1);
                    drawn[label] += counts[label];
                }
                assertThat(drawn[0] + drawn[1] + drawn[3]).isEqualTo((e + 1) * COUNT);
                for (int label : new int[] {0, 1, 3}) {
                    assertThat(drawn[label])
                            .as("after epoch %d", e)
                            .isBetween((e + 1) * COUNT / 3, (e + 1) * COUNT / 3 + 1);
                }
            }
        }
    }

    /** No image of a class comes a second time more often than another. */
    @Test
    void withinAClassEveryImageComesEquallyOften() {
        int[] shown = new int[COUNT];
        try (BatchIterator iterator = open(BALANCED)) {
            for (int e = 0; e < 24; e++) {
                Arrays.stream(epoch(iterator, e)).forEach(i -> shown[i]++);
                for (int[] members : images().imagesByClass()) {
                    int[] counts = Arrays.stream(members).map(i -> shown[i]).toArray();
                    assertThat(Arrays.stream(counts).max().orElse(0)
                                    - Arrays.stream(counts).min().orElse(0))
                            .isLessThanOrEqualTo(1);
                }
            }
        }
        // 24 epochs of 55 images, 440 of each class: 11 times for each of 40.
        assertThat(shown).startsWith(11, 11, 11);
        assertThat(shown[54]).isBetween(146, 147);
    }

    @Test
    void classesAreMixedWithinAnEpoch() {
        try (BatchIterator iterator = open(BALANCED)) {
            int[] labels =
                    Arrays.stream(epoch(iterator, 0)).map(images()::label).toArray();
            int changes = (int) IntStream.range(1, COUNT)
                    .filter(i -> labels[i] != labels[i - 1])
                    .count();
            assertThat(changes).isGreaterThan(20);
        }
    }

    /** Adds a random number to the pixel, which then says which image it was and how it was changed. */
    private record Jitter() implements Augmentation {
        @Override
        public String name() {
            return "jitter";
        }

        @Override
        public String identity() {
            return name();
        }

        @Override
        public ImageShape shape(ImageShape in) {
            return in;
        }

        @Override
        public void apply(Picture picture, RandomStream random) {
            picture.pixels()[0] = (byte) random.nextInt(256);
        }

        @Override
        public void applyToBatch(FloatBatch batch, RandomStream random) {}

        @Override
        public boolean mirrors() {
            return false;
        }
    }

    private static List<Float> pixels(LoadOptions options, int epoch, int fromBatch) {
        List<Float> pixels = new ArrayList<>();
        try (BatchIterator iterator = open(options)) {
            iterator.seek(epoch, fromBatch);
            while (iterator.hasNext()) {
                DataSet batch = iterator.next();
                for (float pixel : batch.getFeatures().data().asFloat()) {
                    pixels.add(pixel);
                }
            }
        }
        return pixels;
    }

    @Test
    void anImageThatComesAgainIsChangedInAnotherWay() {
        LoadOptions changed = BALANCED.withAugmentation(new Jitter(), 6);
        List<Float> pixels = pixels(changed, 0, 0);
        Map<Integer, List<Float>> ofImage = new HashMap<>();
        try (BatchIterator iterator = open(changed)) {
            int[] epoch = epoch(iterator, 0);
            for (int i = 0; i < COUNT; i++) {
                ofImage.computeIfAbsent(epoch[i], n -> new ArrayList<>()).add(pixels.get(i));
            }
        }
        assertThat(ofImage.get(54)).hasSizeGreaterThanOrEqualTo(6);
        assertThat(ofImage.get(54).stream().distinct().count()).isGreaterThan(4);
        // The first time an image is changed as it would be without repetition.
        ofImage.forEach((image, values) -> {
            byte[] alone = new AugmentedImages(images(), new Jitter(), 6, 0).pixels(image);
            assertThat(values.get(0) * 255).isBetween((alone[0] & 0xFF) - 0.01f, (alone[0] & 0xFF) + 0.01f);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void neitherThreadsNorWhereOneBeginsChangeAnything(int threads) {
        LoadOptions changed = BALANCED.withAugmentation(new Jitter(), 6);
        List<Float> whole = pixels(changed, 2, 0);
        assertThat(pixels(changed.withThreads(threads), 2, 0)).isEqualTo(whole);
        assertThat(pixels(changed.withThreads(threads), 2, 3)).isEqualTo(whole.subList(24, COUNT));
        assertThat(pixels(changed, 3, 0)).isNotEqualTo(whole);
    }

    @Test
    void withoutAShuffleSeedThereIsNothingToDrawBy() {
        assertThatThrownBy(() -> LoadOptions.batch(8).withSampling(Sampling.BALANCED))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("there is no shuffle seed");
    }

    /** The orders and changes of released versions, which runs go on with. */
    @Test
    void naturalSamplingIsAsItWas() {
        LoadOptions natural = LoadOptions.batch(8).withShuffle(3).withAugmentation(new Jitter(), 6);
        try (BatchIterator iterator = open(natural)) {
            assertThat(epoch(iterator, 1))
                    .isEqualTo(RandomStream.of(3).split("shuffle").split(1).permutation(COUNT));
            iterator.seek(1, 0);
            int first = iterator.indices(1, 0)[0];
            int expected =
                    RandomStream.of(6).split("augment").split(1).split(first).nextInt(256);
            assertThat(iterator.next().getFeatures().getFloat(0) * 255).isBetween(expected - 0.01f, expected + 0.01f);
        }
    }
}
