package org.bestiary.datasets.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.catalog.Strokes;
import org.bestiary.datasets.memory.AugmentedImages;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.datasets.memory.LoadedDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresetsTest {
    private static final LoadedDataset DATA =
            LoadedDataset.load(new Strokes(70, 10, 3), new DataDirectory(Path.of("unused")), ValidationSplit.NONE);

    static List<Augmentation> all() {
        return Presets.all();
    }

    /** Hashes of features and labels of every batch from a position to the end of epoch 1. */
    private static List<Integer> epochs(Augmentation augmentation, int threads, int epoch, int batch) {
        LoadOptions options = LoadOptions.batch(16)
                .withShuffle(4)
                .withAugmentation(augmentation, 7)
                .withThreads(threads);
        List<Integer> seen = new ArrayList<>();
        try (BatchIterator iterator = DATA.open(Split.TRAIN, options)) {
            iterator.seek(epoch, batch);
            for (; iterator.epoch() < 2; iterator.reset()) {
                while (iterator.hasNext()) {
                    var data = iterator.next();
                    seen.add(Arrays.hashCode(data.getFeatures().data().asFloat()));
                    seen.add(Arrays.hashCode(data.getLabels().data().asFloat()));
                }
            }
        }
        return seen;
    }

    @ParameterizedTest
    @MethodSource("all")
    void threadsAndResumingChangeNothing(Augmentation augmentation) {
        List<Integer> one = epochs(augmentation, 1, 0, 0);
        assertThat(one).hasSize(20);
        assertThat(epochs(augmentation, 2, 0, 0)).isEqualTo(one);
        assertThat(epochs(augmentation, 8, 0, 0)).isEqualTo(one);
        assertThat(epochs(augmentation, 2, 1, 2)).isEqualTo(one.subList(14, 20));
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsShownIsWhatIsTrainedOn(Augmentation augmentation) {
        AugmentedImages shown = new AugmentedImages(DATA.images(Split.TRAIN), augmentation, 7, 0);
        assertThat(shown.shape()).isEqualTo(augmentation.shape(DATA.card().shape()));
        assertThat(shown.pixels(3)).isEqualTo(shown.pixels(3));
        AugmentedImages nextEpoch = new AugmentedImages(DATA.images(Split.TRAIN), augmentation, 7, 1);
        boolean random = !augmentation.name().equals("imagenet-eval");
        assertThat(nextEpoch.sha256().equals(shown.sha256())).isEqualTo(!random);
    }

    @Test
    void mirroringRecipesSaySo() {
        assertThat(Presets.find("mnist").mirrors()).isFalse();
        assertThat(Presets.find("cifar-standard").mirrors()).isTrue();
        assertThat(Presets.find("lecture-catsdogs").mirrors()).isTrue();
    }

    @Test
    void flippingDigitsIsWarnedAbout() {
        LoadOptions options = LoadOptions.batch(8);
        assertThat(DATA.warnings(options)).isEmpty();
        assertThat(DATA.warnings(options.withAugmentation(Presets.find("mnist"), 1)))
                .isEmpty();
        assertThat(DATA.warnings(options.withAugmentation(Presets.find("cifar-standard"), 1)))
                .containsExactly(
                        "augmentation 'cifar-standard' mirrors images, but the classes of strokes are signs whose "
                                + "mirror image means something else; use one without flips");
    }

    @Test
    void anUnknownNameListsAll() {
        assertThatThrownBy(() -> Presets.find("cifar"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "There is no augmentation 'cifar'; there are mnist, cifar-standard, cifar-strong");
    }

    @Test
    void viewsForTestTimeAreDistinctAndOfOneShape() {
        List<String> seen = new ArrayList<>();
        for (Augmentation view : TestTime.TEN_CROP.views(28, 24)) {
            AugmentedImages images = new AugmentedImages(DATA.images(Split.TEST), view, 0, 0);
            assertThat(images.shape()).hasToString("1x24x24");
            seen.add(images.sha256());
        }
        assertThat(seen).doesNotHaveDuplicates().hasSize(10);
        assertThat(TestTime.FLIP.views(28, 28)).hasSize(2);
        assertThatThrownBy(() -> TestTime.FIVE_CROP.views(28, 32)).hasMessageContaining("size=32, shortSide=28");
    }
}
