package org.bestiary.datasets.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.bestiary.common.image.ImageShape;
import org.bestiary.common.image.Normalisation;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class ArrayDatasetTest {
    private static final ImageShape TINY = new ImageShape(3, 2, 1);
    private static final DataDirectory ANYWHERE = new DataDirectory(Path.of("nowhere"));

    private static byte[][] images(int count) {
        byte[][] images = new byte[count][6];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < 6; k++) {
                images[i][k] = (byte) (40 * i + k);
            }
        }
        return images;
    }

    @Test
    void arraysAreADataSet() {
        ImageDataset moods = ArrayDataset.named("moods", TINY, "glad", "sad")
                .train(images(4), 0, 1, 0, 1)
                .test(images(2), 1, 0);
        LoadedDataset loaded = LoadedDataset.load(moods, ANYWHERE, ValidationSplit.NONE);
        assertThat(loaded.images(Split.TRAIN).count()).isEqualTo(4);
        assertThat(loaded.images(Split.TRAIN).label(1)).isEqualTo(1);
        assertThat(loaded.images(Split.TEST).pixels(1)).containsExactly(40, 41, 42, 43, 44, 45);
        assertThat(moods.availability(ANYWHERE).available()).isTrue();
        assertThat(moods.card().classes()).containsExactly("glad", "sad");
        // 0, 3, 40, 43, 80, 83, 120 and 123: mean 61.5
        assertThat(moods.card().normalisation().mean().get(0)).isCloseTo(61.5 / 255, within(1e-12));
    }

    /** What an iterator of DL4J gives comes back as it was, to the nearest of 256 steps. */
    @Test
    void anIteratorIsADataSet() {
        ImageDataset moods = ArrayDataset.named("moods", TINY, "glad", "sad").train(images(6), 0, 1, 0, 1, 1, 1);
        LoadedDataset loaded = LoadedDataset.load(moods, ANYWHERE, ValidationSplit.NONE);
        LoadOptions plain = LoadOptions.batch(2).withLayout(Layout.NCHW).withNormalisation(Normalisation.none(3));
        try (BatchIterator batches = loaded.open(Split.TRAIN, plain)) {
            ImageDataset again =
                    ArrayDataset.named("moods", TINY, "glad", "sad").train(batches, 1);
            assertThat(again.load(ANYWHERE).train().count()
                            + again.load(ANYWHERE).test().count())
                    .isEqualTo(loaded.images(Split.TRAIN).count());
            ImageDataset all = ArrayDataset.named("moods", TINY, "glad", "sad")
                    .train(batches, 1)
                    .test(images(1), 0);
            assertThat(all.load(ANYWHERE).train().sha256())
                    .isEqualTo(loaded.images(Split.TRAIN).sha256());
        }
    }

    @Test
    void withoutTestImagesAFifthOfEveryClassIsKept() {
        ImageDataset moods =
                ArrayDataset.named("moods", TINY, "glad", "sad").train(images(10), 0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
        ImageDataset.TrainTest split = moods.load(ANYWHERE);
        assertThat(split.train().classCounts()).containsExactly(4, 4);
        assertThat(split.test().classCounts()).containsExactly(1, 1);
    }

    @Test
    void aNetworkOfDl4jLearnsFromIt() {
        ImageDataset moods = ArrayDataset.named("moods", TINY, "glad", "sad").train(images(5), 0, 1, 0, 1, 0);
        try (BatchIterator batches = LoadedDataset.load(moods, ANYWHERE, ValidationSplit.NONE)
                .open(Split.TRAIN, LoadOptions.batch(2).withShuffle(1))) {
            DataSet first = batches.next();
            assertThat(first.getFeatures().shape()).containsExactly(2, 2, 1, 3);
            assertThat(first.getLabels().sumNumber().doubleValue()).isEqualTo(2);
        }
    }

    @Test
    void mistakesAreNamed() {
        ArrayDataset moods = ArrayDataset.named("moods", TINY, "glad", "sad");
        assertThatThrownBy(() -> moods.load(ANYWHERE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("moods was given none");
        assertThatThrownBy(() -> moods.train(images(2), 0)).hasMessageContaining("2 images and 1 labels");
        assertThatThrownBy(() -> moods.train(new byte[][] {{1, 2}}, 0))
                .hasMessageContaining("Image 0 must have 6 bytes for 3x2x1, got 2");
        assertThatThrownBy(() -> moods.train(images(1), 2)).hasMessageContaining("got 2 for image 0");
        LoadedDataset loaded = LoadedDataset.load(moods.train(images(4), 0, 1, 0, 1), ANYWHERE, ValidationSplit.NONE);
        List<Layout> layouts = List.of(Layout.NCHW, Layout.NHWC);
        try (BatchIterator normalised =
                loaded.open(Split.TRAIN, LoadOptions.batch(2).withLayout(layouts.get(0)))) {
            assertThatThrownBy(() -> moods.train(normalised, 1)).hasMessageContaining("before they are normalised");
        }
        try (BatchIterator last = loaded.open(Split.TRAIN, LoadOptions.batch(2).withLayout(layouts.get(1)))) {
            assertThatThrownBy(() -> moods.train(last, 1)).hasMessageContaining("N x C x H x W of 3x2x1");
        }
    }
}
