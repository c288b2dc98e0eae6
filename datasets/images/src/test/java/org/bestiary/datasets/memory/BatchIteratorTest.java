package org.bestiary.datasets.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.IntStream;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.catalog.Strokes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class BatchIteratorTest {
    private static final ImageShape SHAPE = new ImageShape(3, 2, 4);
    private static final Normalisation NORMALISATION =
            new Normalisation(List.of(0.1, 0.2, 0.3), List.of(0.5, 1.0, 2.0));

    private static PackedImages images(int count) {
        byte[] pixels = new byte[count * SHAPE.values()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 37 + i / 24);
        }
        return new PackedImages(
                SHAPE, 5, pixels, IntStream.range(0, count).map(i -> i % 5).toArray());
    }

    private static BatchIterator open(int count, LoadOptions options) {
        return new BatchIterator(images(count), List.of("a", "b", "c", "d", "e"), options, NORMALISATION);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void everyPixelArrivesAtItsPlaceNormalised(Layout layout) {
        try (BatchIterator iterator = open(7, LoadOptions.batch(3).withLayout(layout))) {
            PackedImages images = images(7);
            for (int batch = 0; batch < 3; batch++) {
                DataSet data = iterator.next();
                INDArray features = data.getFeatures();
                int size = batch < 2 ? 3 : 1;
                assertThat(features.shape()).isEqualTo(layout.batchShape(size, SHAPE));
                assertThat(features.ordering()).isEqualTo('c');
                for (int n = 0; n < size; n++) {
                    byte[] pixels = images.pixels(batch * 3 + n);
                    for (int y = 0; y < 2; y++) {
                        for (int x = 0; x < 4; x++) {
                            for (int c = 0; c < 3; c++) {
                                float found = layout == Layout.NHWC
                                        ? features.getFloat(n, y, x, c)
                                        : features.getFloat(n, c, y, x);
                                double expected = ((pixels[(y * 4 + x) * 3 + c] & 0xFF) / 255.0
                                                - NORMALISATION.mean().get(c))
                                        / NORMALISATION.std().get(c);
                                assertThat(found).isEqualTo((float) expected);
                            }
                        }
                    }
                    float[] label = data.getLabels().getRow(n).toFloatVector();
                    float[] oneHot = new float[5];
                    oneHot[(batch * 3 + n) % 5] = 1;
                    assertThat(label).containsExactly(oneHot);
                }
            }
            assertThat(iterator.hasNext()).isFalse();
            assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void arraysAreReusedAndRefilledWhole() {
        try (BatchIterator iterator = open(40, LoadOptions.batch(2))) {
            Set<DataSet> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            for (int i = 0; i < 20; i++) {
                DataSet data = iterator.next();
                seen.add(data);
                assertThat(data.getLabels().sumNumber().floatValue()).isEqualTo(2f);
            }
            assertThat(seen).hasSizeLessThanOrEqualTo(4); // one thread, two ahead, one lent
            assertThat(iterator.asyncSupported()).isFalse();
        }
    }

    @Test
    void jumpingBackAndForthLosesNoBuffer() {
        LoadOptions options = LoadOptions.batch(4).withShuffle(9).withThreads(3);
        try (BatchIterator iterator = open(10, options);
                BatchIterator straight = open(10, options)) {
            for (int jump = 0; jump < 60; jump++) {
                int epoch = jump * 7 % 5;
                int batch = jump * 5 % 3;
                iterator.seek(epoch, batch);
                straight.seek(epoch, batch);
                float[] first = iterator.next().getFeatures().dup().data().asFloat();
                assertThat(first).isEqualTo(straight.next().getFeatures().data().asFloat());
                if (jump % 3 == 0 && iterator.hasNext()) {
                    iterator.next();
                }
            }
        }
    }

    @Test
    void anErrorInABackgroundThreadArrivesAtTheCaller() {
        ImageTable broken = new Damaged(images(4), 3);
        try (BatchIterator iterator =
                new BatchIterator(broken, List.of("a", "b", "c", "d", "e"), LoadOptions.batch(2), NORMALISATION)) {
            iterator.next();
            for (int attempt = 0; attempt < 3; attempt++) {
                assertThatThrownBy(iterator::next)
                        .isInstanceOf(DataException.class)
                        .hasMessage("image 3 is damaged");
            }
            iterator.seek(0, 0);
            assertThat(iterator.next().numExamples()).isEqualTo(2);
        }
    }

    @Test
    void everyEpochHasItsOwnOrderAndEveryImageOnce() {
        try (BatchIterator iterator = open(10, LoadOptions.batch(4).withShuffle(9))) {
            List<int[]> epochs = new ArrayList<>();
            for (int epoch = 0; epoch < 3; epoch++) {
                int e = epoch;
                epochs.add(IntStream.range(0, 3)
                        .flatMap(b -> Arrays.stream(iterator.indices(e, b)))
                        .toArray());
                assertThat(Arrays.stream(epochs.get(e)).sorted().toArray())
                        .isEqualTo(IntStream.range(0, 10).toArray());
            }
            assertThat(epochs.get(0)).isNotEqualTo(epochs.get(1));
            assertThat(epochs.get(1)).isNotEqualTo(epochs.get(2));
        }
    }

    @Test
    void aRunThatWasInterruptedSeesTheSameBatches() {
        LoadOptions options = LoadOptions.batch(4).withShuffle(9);
        List<float[]> whole = new ArrayList<>();
        try (BatchIterator iterator = open(10, options)) {
            for (int epoch = 0; epoch < 3; epoch++, iterator.reset()) {
                while (iterator.hasNext()) {
                    whole.add(iterator.next().getFeatures().dup().data().asFloat());
                }
            }
            assertThat(iterator.epoch()).isEqualTo(3);
        }
        for (int stop = 0; stop < 9; stop++) {
            try (BatchIterator iterator = open(10, options)) {
                iterator.seek(stop / 3, stop % 3);
                iterator.reset(); // DL4J may ask once too often: nothing has been read yet
                for (int batch = stop; batch < 9; batch++) {
                    if (!iterator.hasNext()) {
                        iterator.reset();
                    }
                    assertThat(iterator.epoch()).isEqualTo(batch / 3);
                    assertThat(iterator.batchInEpoch()).isEqualTo(batch % 3);
                    assertThat(iterator.next().getFeatures().data().asFloat()).isEqualTo(whole.get(batch));
                }
            }
        }
    }

    @Test
    void resetGoesOnToTheNextEpochOnlyOnce() {
        try (BatchIterator iterator = open(10, LoadOptions.batch(4))) {
            iterator.reset();
            assertThat(iterator.epoch()).isZero();
            iterator.next();
            iterator.reset();
            iterator.reset();
            assertThat(iterator.epoch()).isEqualTo(1);
            assertThat(iterator.batchInEpoch()).isZero();
            iterator.seek(4, 3);
            assertThat(iterator.hasNext()).isFalse();
            iterator.reset();
            assertThat(iterator.epoch()).isEqualTo(5);
        }
    }

    @Test
    void theLastSmallBatchCanBeDropped() {
        try (BatchIterator iterator = open(10, LoadOptions.batch(4).withDropLast(true))) {
            assertThat(iterator.batchesPerEpoch()).isEqualTo(2);
            assertThat(iterator.imagesPerEpoch()).isEqualTo(8);
            iterator.next();
            assertThat(iterator.next().numExamples()).isEqualTo(4);
            assertThat(iterator.hasNext()).isFalse();
        }
        assertThatThrownBy(() -> open(3, LoadOptions.batch(4).withDropLast(true)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("leaves nothing of 3 images");
    }

    @Test
    void positionsOutsideAnEpochAreRefused() {
        try (BatchIterator iterator = open(10, LoadOptions.batch(4))) {
            assertThatThrownBy(() -> iterator.seek(0, 4))
                    .hasMessageContaining("a batch from 0 to 3, got epoch 0, batch 4");
            assertThatThrownBy(() -> iterator.seek(-1, 0)).isInstanceOf(DataException.class);
        }
    }

    @Test
    void splitsAndTheCardsNormalisationGiveMeanZeroAndDeviationOne() {
        LoadedDataset data = LoadedDataset.load(
                new Strokes(2000, 100, 1998), new DataDirectory(Path.of("unused")), new ValidationSplit(0.2, 1));
        assertThat(data.images(Split.TRAIN).count()).isEqualTo(1600);
        assertThat(data.images(Split.VALIDATION).classCounts()).containsOnly(40);
        try (BatchIterator iterator = data.open(Split.TRAIN, LoadOptions.batch(1600))) {
            INDArray features = iterator.next().getFeatures();
            assertThat(features.meanNumber().doubleValue()).isCloseTo(0, within(0.02));
            assertThat(features.stdNumber().doubleValue()).isCloseTo(1, within(0.02));
        }
    }

    @Test
    void anEmptySplitSaysHowToFillIt() {
        LoadedDataset data =
                LoadedDataset.load(new Strokes(10, 10, 1), new DataDirectory(Path.of("unused")), ValidationSplit.NONE);
        assertThatThrownBy(() -> data.open(Split.VALIDATION, LoadOptions.batch(1)))
                .hasMessage("The validation split of strokes has no images; set a validation share above 0.");
        assertThatThrownBy(() -> data.open(Split.TEST, LoadOptions.batch(1).withNormalisation(Normalisation.none(3))))
                .hasMessageContaining("one mean and std per channel: the images have 1 channels, got 3 values");
        LoadOptions plain = LoadOptions.batch(1).withNormalisation(Normalisation.none(1));
        try (BatchIterator iterator = data.open(Split.TEST, plain)) {
            assertThat(iterator.next().getFeatures().maxNumber().doubleValue()).isBetween(0.6, 1.0);
        }
    }

    /** Images of which one cannot be read. */
    private record Damaged(ImageTable images, int damaged) implements ImageTable {
        @Override
        public int count() {
            return images.count();
        }

        @Override
        public ImageShape shape() {
            return images.shape();
        }

        @Override
        public int classes() {
            return images.classes();
        }

        @Override
        public int label(int index) {
            return images.label(index);
        }

        @Override
        public void read(int index, byte[] into, int offset) {
            if (index == damaged) {
                throw new DataException("image " + index + " is damaged");
            }
            images.read(index, into, offset);
        }

        @Override
        public String sha256() {
            return images.sha256();
        }
    }
}
