package org.bestiary.datasets.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bestiary.common.catalog.CatalogException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeTreeTest {
    static List<Recipe> presets() {
        return Presets.recipes();
    }

    private static Recipe read(Object tree) {
        return RecipeTree.read(tree, "data.augment").orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void aPresetIsAListOfStepsThatCanBeWrittenOut(Recipe preset) {
        Recipe again = read(RecipeTree.write(preset));
        assertThat(again.steps()).isEqualTo(preset.steps());
        assertThat(again.batchSteps()).isEqualTo(preset.batchSteps());
        assertThat(again.identity()).isEqualTo(preset.identity());
        assertThat(read(preset.name())).isEqualTo(preset);
        assertThat(read(List.of(preset.name())).identity()).isEqualTo(preset.identity());
    }

    @Test
    void aListHasItsStepsInOrderAndAPresetAmongThemStandsForItsOwn() {
        Recipe recipe = read(List.of("cifar-mixup", Map.of("rotate", 10), "grayscale"));
        assertThat(recipe.name()).isEqualTo("random-crop, flip, mixup, label-smoothing, rotate, grayscale");
        assertThat(recipe.steps())
                .containsExactly(
                        new RandomCrop(4),
                        new Flip(Flip.Axis.HORIZONTAL, 0.5),
                        new Rotate(10, Fill.CONSTANT),
                        new Grayscale(1));
        assertThat(recipe.batchSteps()).containsExactly(new Mixup(1), new LabelSmoothing(0.1));
        assertThat(recipe.mixes()).isTrue();
        assertThat(recipe.mirrors()).isTrue();
        assertThat(read(List.of("label-smoothing")).mixes()).isFalse();
        assertThat(read(List.of(Map.of("flip", Map.of("probability", 0)))).mirrors())
                .isFalse();
    }

    @Test
    void equalValuesAreEqualTextsHoweverTheyAreWritten() {
        Object brief = List.of(Map.of("flip", "horizontal"), Map.of("rotate", 40.0));
        Object full = List.of(
                Map.of("flip", Map.of("axis", "horizontal", "probability", 0.5)),
                Map.of("rotate", Map.of("degrees", 40, "fill", "constant")));
        assertThat(read(brief).identity())
                .isEqualTo(read(full).identity())
                .isEqualTo("[{flip: {axis: horizontal, probability: 0.5}}, {rotate: {degrees: 40, fill: constant}}]");
        assertThat(read(List.of("flip", Map.of("rotate", 39.9999999999))).identity())
                .isNotEqualTo(read(brief).identity());
    }

    @Test
    void noneIsNone() {
        assertThat(RecipeTree.read("none", "data.augment")).isEmpty();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        "cifar-standart",
                        "",
                        ": 'cifar-standart' is no preset of an augmentation; did you mean cifar-standard"),
                arguments(
                        "grayscale",
                        "",
                        ": 'grayscale' is no preset of an augmentation, but a step; write [grayscale]"),
                arguments(Map.of("flip", "horizontal"), "", "begin each step with a dash, or write [{...}]"),
                arguments(3, "", "must be none, the name of a preset or a list of steps, but got 3"),
                arguments(List.of(), "", "must have from 1 to 100 steps, but got 0; write none"),
                arguments(
                        new ArrayList<>(Collections.nCopies(101, "flip")),
                        "",
                        "must have from 1 to 100 steps, but got 101"),
                arguments(List.of("cuttout"), "[0]", ": there is no step or preset 'cuttout'; did you mean cutout?"),
                arguments(List.of("none"), "[0]", ": there is no step or preset 'none'"),
                arguments(
                        List.of("flip", Map.of("rotat", 3)), "[1]", ": there is no step 'rotat'; did you mean rotate?"),
                arguments(
                        List.of(Map.of("flip", "diagonal")),
                        "[0].flip",
                        "must be one of horizontal, vertical, but got \"diagonal\""),
                arguments(List.of(Map.of("flip", "vertica")), "[0].flip", "did you mean vertical?"),
                arguments(
                        List.of(Map.of("blur", 3)),
                        "[0].blur",
                        "must be a mapping of [minSigma, maxSigma] to values, but got 3"),
                arguments(
                        List.of(Map.of("rotate", Map.of("degree", 3))),
                        "[0].rotate.degree",
                        "has no entry 'degree'; did you mean degrees?"),
                arguments(
                        List.of(Map.of("rotate", Map.of("degrees", 200))),
                        "[0].rotate.degrees",
                        "must be from 0 to 180, but got 200; the nearest is 180"),
                arguments(
                        List.of(Map.of("random-crop", Map.of("padding", 1.5))),
                        "[0].random-crop.padding",
                        "must be a whole number from 0 to 16384, but got 1.5"),
                arguments(
                        List.of(Map.of("flip", "vertical", "rotate", 3)),
                        "[0]",
                        "must be a mapping of one name to its values"),
                arguments(
                        List.of(List.of("flip")),
                        "[0]",
                        "must be the name of a step or a mapping of it to its values, but got [flip]"),
                arguments(Arrays.asList((Object) null), "[0]", "must be the name of a step"),
                arguments(
                        List.of("mixup", "cutmix"),
                        "",
                        "must mix images once at most, but got mixup, cutmix; leave one out"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakesAreToldWithTheirPlace(Object tree, String place, String message) {
        assertThatThrownBy(() -> RecipeTree.read(tree, "data.augment"))
                .isInstanceOf(CatalogException.class)
                .hasMessageStartingWith(
                        "data.augment" + (place.contains(".") ? place.substring(0, place.indexOf('.')) : place))
                .hasMessageContaining(message)
                .extracting(e -> ((CatalogException) e).path())
                .isEqualTo("data.augment" + place);
    }
}
