package org.bestiary.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.memory.PackedImages;
import org.bestiary.datasets.memory.SelectedImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldSplitTest {
    private static final int[] SIZES = {13, 250, 0, 49, 3, 7};

    /** A table whose class sizes are as given, the classes mixed. */
    private static PackedImages table(int... classSizes) {
        int[] sorted = IntStream.range(0, classSizes.length)
                .flatMap(label -> IntStream.range(0, classSizes[label]).map(i -> label))
                .toArray();
        int[] order = RandomStream.of(8).permutation(sorted.length);
        int[] labels = Arrays.stream(order).map(i -> sorted[i]).toArray();
        return new PackedImages(new ImageShape(1, 1, 1), classSizes.length, new byte[labels.length], labels);
    }

    private static ValidationSplit.Cut cut(PackedImages table, int fold, int folds) {
        return new FoldSplit(fold, folds, 5).cut(table);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10, 322})
    void everyImageIsValidatedExactlyOnce(int folds) {
        PackedImages table = table(SIZES);
        int[] validated = IntStream.rangeClosed(1, folds)
                .flatMap(fold -> Arrays.stream(cut(table, fold, folds).validation()))
                .sorted()
                .toArray();
        assertThat(validated).isEqualTo(IntStream.range(0, 322).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10})
    void foldsDifferByOneImageAtMostInAllAndInEachClass(int folds) {
        PackedImages table = table(SIZES);
        for (int fold = 1; fold <= folds; fold++) {
            ValidationSplit.Cut cut = cut(table, fold, folds);
            assertThat(cut.validation().length).isBetween(322 / folds, 322 / folds + 1);
            assertThat(IntStream.concat(Arrays.stream(cut.train()), Arrays.stream(cut.validation()))
                            .sorted()
                            .toArray())
                    .isEqualTo(IntStream.range(0, 322).toArray());
            assertThat(cut.validation()).isSorted();
            assertThat(cut.train()).isSorted();
            int[] counts = new SelectedImages(table, cut.validation()).classCounts();
            for (int label = 0; label < SIZES.length; label++) {
                assertThat(counts[label]).isBetween(SIZES[label] / folds, (SIZES[label] + folds - 1) / folds);
            }
        }
    }

    @Test
    void theFoldsAreAFunctionOfTheSeed() {
        PackedImages table = table(500, 500);
        int[] first = new FoldSplit(2, 5, 1).cut(table).validation();
        assertThat(new FoldSplit(2, 5, 1).cut(table).validation()).isEqualTo(first);
        assertThat(new FoldSplit(2, 5, 2).cut(table).validation()).isNotEqualTo(first);
    }

    @Test
    void aClassThatIsNotInEveryFoldIsRemarkedOn() {
        assertThat(new FoldSplit(1, 5, 1).remarks(table(SIZES), List.of("a", "b", "c", "d", "e", "f")))
                .containsExactly(
                        "class 'e' has 3 training images, fewer than the 5 folds: some folds validate without it");
        assertThat(new FoldSplit(1, 3, 1).remarks(table(SIZES), List.of("a", "b", "c", "d", "e", "f")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|1|There must be at least 2 folds, got 1",
                "0|5|A fold must be from 1 to 5, got 0",
                "6|5|A fold must be from 1 to 5, got 6"
            })
    void foldsThatThereCannotBeAreRefused(int fold, int folds, String message) {
        assertThatThrownBy(() -> new FoldSplit(fold, folds, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }

    @Test
    void moreFoldsThanImagesAreRefused() {
        assertThatThrownBy(() -> cut(table(2, 2), 1, 5))
                .isInstanceOf(DataException.class)
                .hasMessage("5 folds need at least as many training images, got 4; use fewer folds.");
    }
}
