package org.bestiary.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.memory.PackedImages;
import org.bestiary.datasets.memory.SelectedImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationSplitTest {
    /** A table whose class sizes are as given. */
    private static PackedImages table(int... classSizes) {
        int[] labels = IntStream.range(0, classSizes.length)
                .flatMap(label -> IntStream.range(0, classSizes[label]).map(i -> label))
                .toArray();
        return new PackedImages(new ImageShape(1, 1, 1), classSizes.length, new byte[labels.length], labels);
    }

    @ParameterizedTest
    @CsvSource({"0.1,100", "0.25,250", "0.333,333", "0.0004,0", "0.0005,1", "0.999,999"})
    void theSizeIsTheRoundedShare(double share, int expected) {
        ValidationSplit.Cut cut = new ValidationSplit(share, 5).cut(table(300, 300, 400));
        assertThat(cut.validation()).hasSize(expected);
        assertThat(cut.train()).hasSize(1000 - expected);
        assertThat(IntStream.concat(Arrays.stream(cut.train()), Arrays.stream(cut.validation()))
                        .sorted()
                        .toArray())
                .isEqualTo(IntStream.range(0, 1000).toArray());
    }

    @Test
    void classesKeepTheirProportions() {
        PackedImages table = table(700, 250, 49, 1, 0);
        ValidationSplit.Cut cut = new ValidationSplit(0.1, 1).cut(table);
        assertThat(new SelectedImages(table, cut.validation()).classCounts()).containsExactly(70, 25, 5, 0, 0);
    }

    @Test
    void aClassKeepsAnImageToLearnFrom() {
        PackedImages table = table(4, 1, 1, 2);
        ValidationSplit.Cut cut = new ValidationSplit(0.5, 1).cut(table);
        assertThat(cut.validation()).hasSize(4);
        assertThat(new SelectedImages(table, cut.train()).classCounts()).containsExactly(1, 1, 1, 1);
        assertThat(new SelectedImages(
                                table, new ValidationSplit(0.875, 1).cut(table).train())
                        .classCounts())
                .as("as long as the share allows")
                .containsExactly(1, 0, 0, 0);
    }

    @Test
    void aSampleHasAnImageOfEachClass() {
        PackedImages table = table(1000, 0, 1, 1);
        int[] some = new ValidationSplit(0.01, 1).sample(table);
        assertThat(new SelectedImages(table, some).classCounts()).containsExactly(8, 0, 1, 1);
        int[] two = new ValidationSplit(0.002, 1).sample(table);
        assertThat(new SelectedImages(table, two).classCounts()).containsExactly(1, 0, 1, 0);
        PackedImages even = table(500, 250, 250);
        assertThat(new ValidationSplit(0.1, 7).sample(even))
                .as("where no class is rare, what is held out")
                .isEqualTo(new ValidationSplit(0.1, 7).cut(even).validation());
    }

    @Test
    void theChoiceIsAFunctionOfTheSeed() {
        PackedImages table = table(500, 500);
        int[] first = new ValidationSplit(0.1, 1).cut(table).validation();
        assertThat(new ValidationSplit(0.1, 1).cut(table).validation()).isEqualTo(first);
        assertThat(new ValidationSplit(0.1, 2).cut(table).validation()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN})
    void sharesOutOfRangeAreRefused(double share) {
        assertThatThrownBy(() -> new ValidationSplit(share, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("at least 0 and under 1, got " + share);
    }

    @Test
    void somethingMustBeLeftToTrainOn() {
        assertThatThrownBy(() -> new ValidationSplit(0.9, 0).cut(table(1, 1)))
                .hasMessageContaining("0.9 of 2 images leaves nothing to train on");
    }
}
