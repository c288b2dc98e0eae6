package org.bestiary.datasets.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.CatalogException;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.FloatBatch;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.memory.PackedImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every step: a row each, and the same tests for all. */
class StepsTest {
    /**
     * A step as a spec has it and as it is.
     *
     * @param tree a name or a mapping
     * @param step what is read
     * @param text the same with every value
     */
    record Row(Object tree, Step step, String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row(
                    Map.of("random-crop", Map.of("size", 24, "padding", 4, "fill", "reflect")),
                    new RandomCrop(Optional.of(24), 4, Fill.REFLECT),
                    "{random-crop: {size: 24, padding: 4, fill: reflect}}"),
            new Row(
                    Map.of("random-resized-crop", Map.of("minArea", 0.25)),
                    new RandomResizedCrop(Optional.empty(), 0.25, 1),
                    "{random-resized-crop: {minArea: 0.25, maxArea: 1}}"),
            new Row(
                    Map.of("resize-and-crop", Map.of("size", 20, "down", 0)),
                    new ResizeAndCrop(Optional.empty(), Optional.of(20), 0.5, 0),
                    "{resize-and-crop: {size: 20, across: 0.5, down: 0}}"),
            new Row(
                    Map.of("flip", "vertical"),
                    new Flip(Flip.Axis.VERTICAL, 0.5),
                    "{flip: {axis: vertical, probability: 0.5}}"),
            new Row(
                    Map.of("rotate", Map.of("degrees", 40, "fill", "nearest")),
                    new Rotate(40, Fill.NEAREST),
                    "{rotate: {degrees: 40, fill: nearest}}"),
            new Row(
                    Map.of("shift", Map.of("height", 0)),
                    new Shift(0.1, 0, Fill.CONSTANT),
                    "{shift: {width: 0.1, height: 0, fill: constant}}"),
            new Row(Map.of("shear", 0.3), new Shear(0.3, Fill.CONSTANT), "{shear: {factor: 0.3, fill: constant}}"),
            new Row("zoom", new Zoom(0.1, Fill.CONSTANT), "{zoom: {share: 0.1, fill: constant}}"),
            new Row(
                    Map.of("affine", Map.of("degrees", 40, "shear", 0.2, "fill", "wrap")),
                    new RandomAffine(40, 0, 0.2, 0, Fill.WRAP),
                    "{affine: {degrees: 40, shift: 0, shear: 0.2, zoom: 0, fill: wrap}}"),
            new Row(
                    Map.of("elastic", Map.of("amplitude", 0.7)),
                    new Elastic(0.7, 3, Fill.CONSTANT),
                    "{elastic: {amplitude: 0.7, cells: 3, fill: constant}}"),
            new Row(
                    Map.of("color-jitter", Map.of("brightness", 0.2, "contrast", 0.2)),
                    new ColourJitter(0.2, 0.2, 0, 0),
                    "{color-jitter: {brightness: 0.2, contrast: 0.2, saturation: 0, hue: 0}}"),
            new Row("grayscale", new Grayscale(1), "{grayscale: {probability: 1}}"),
            new Row(Map.of("blur", Map.of("maxSigma", 1)), new Blur(0.1, 1), "{blur: {minSigma: 0.1, maxSigma: 1}}"),
            new Row(Map.of("noise", 0.02), new Noise(0.02), "{noise: {std: 0.02}}"),
            new Row(Map.of("cutout", 16), new Cutout(16), "{cutout: {size: 16}}"),
            new Row("cutout", new Cutout(Optional.empty()), "cutout"),
            new Row(
                    Map.of("rand-augment", Map.of("operations", 3)),
                    new RandAugment(3, 9),
                    "{rand-augment: {operations: 3, magnitude: 9}}"),
            new Row("trivial-augment", new TrivialAugment(), "trivial-augment"),
            new Row(Map.of("mixup", 0.4), new Mixup(0.4), "{mixup: {alpha: 0.4}}"),
            new Row(Map.of("cutmix", Map.of()), new CutMix(1), "{cutmix: {alpha: 1}}"),
            new Row("label-smoothing", new LabelSmoothing(0.1), "{label-smoothing: {share: 0.1}}"),
            new Row(
                    Map.of("invert", Map.of("always", true, "note", "dark: slides")),
                    new OwnSteps.Invert(true, "dark: slides"),
                    "{invert: {always: true, note: \"dark: slides\"}}"));

    static List<Kind<Step>> kinds() {
        return Steps.all().kinds();
    }

    @Test
    void everyStepHasARow() {
        assertThat(ROWS.stream().map(r -> r.step().getClass().getName()).distinct())
                .hasSameElementsAs(kinds().stream().map(k -> k.type().getName()).toList());
        assertThat(Steps.builtIn().names()).doesNotContain("invert").hasSize(kinds().size() - 1);
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void isReadAndWrittenAsItIs(Row row) {
        Step read = Steps.all().read(row.tree(), "here");
        assertThat(read).isEqualTo(row.step());
        assertThat(read.identity()).isEqualTo(row.text());
        assertThat(Steps.all().read(Steps.all().write(read), "there")).isEqualTo(read);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void acceptsItsRangesAndNothingBeyond(Kind<Step> kind) {
        for (Parameter parameter : kind.parameters()) {
            String place = "data.augment[0]." + kind.name() + "." + parameter.name();
            if (parameter.bounds().isPresent()) {
                Bounds bounds = parameter.bounds().get();
                double hair = parameter.type() == Parameter.Type.WHOLE ? 1 : 1e-9;
                double low = bounds.low() + (bounds.lowIncluded() ? 0 : hair);
                double high = bounds.high() - (bounds.highIncluded() ? 0 : hair);
                for (double allowed : new double[] {low, high}) {
                    // Another parameter may forbid it; its own range does not.
                    assertThat(parameter.check(place, allowed)).isNotNull();
                }
                for (double refused : new double[] {low - hair, high + hair, Double.NaN}) {
                    assertThatThrownBy(() -> read(kind, Map.of(parameter.name(), refused)))
                            .isInstanceOf(CatalogException.class)
                            .hasMessageStartingWith(place + " must be ");
                }
            }
            Object wrong = parameter.type() == Parameter.Type.TEXT ? (Object) 3 : List.of("diagonal");
            assertThatThrownBy(() -> read(kind, Map.of(parameter.name(), wrong)))
                    .isInstanceOf(CatalogException.class)
                    .hasMessageStartingWith(place + " must be ")
                    .extracting(e -> ((CatalogException) e).path())
                    .isEqualTo(place);
        }
        assertThatThrownBy(() -> read(kind, Map.of("colour", 1)))
                .hasMessageStartingWith("data.augment[0]." + kind.name() + " has no entry 'colour'");
    }

    private static Step read(Kind<Step> kind, Map<String, ?> values) {
        return Steps.all().read(Map.of(kind.name(), new HashMap<>(values)), "data.augment[0]");
    }

    /** With its usual values a step works on images of any size, and leaves that as it is. */
    @ParameterizedTest
    @MethodSource("kinds")
    void worksAtAnySize(Kind<Step> kind) {
        Step step = Steps.all().read(kind.name(), "here");
        for (ImageShape shape : List.of(
                new ImageShape(1, 1, 1),
                new ImageShape(3, 1, 7),
                new ImageShape(1, 28, 28),
                new ImageShape(3, 9, 20),
                new ImageShape(3, 224, 224))) {
            if (step instanceof Transform transform) {
                byte[] pixels = new byte[shape.values()];
                Arrays.fill(pixels, (byte) 90);
                Picture picture = new Picture();
                picture.read(new PackedImages(shape, 1, pixels, new int[1]), 0);
                transform.apply(picture, RandomStream.of(3));
                assertThat(transform.shape(shape)).isEqualTo(shape);
                assertThat(picture.shape()).isEqualTo(shape);
            } else if (step instanceof BatchChange change) {
                FloatBuffer images = FloatBuffer.allocate(4 * shape.values());
                FloatBuffer labels = FloatBuffer.wrap(new float[] {1, 0, 0, 1, 1, 0, 0, 1});
                change.apply(new FloatBatch(images, labels, 4, shape, Layout.NCHW, 2), RandomStream.of(3));
                for (int i = 0; i < 4; i++) {
                    assertThat(labels.get(2 * i) + labels.get(2 * i + 1)).isBetween(0.9999f, 1.0001f);
                }
            }
        }
    }

    @Test
    void rulesBetweenParametersAreTold() {
        assertThatThrownBy(() -> Steps.all().read(Map.of("blur", Map.of("minSigma", 3)), "data.augment[0]"))
                .hasMessage("data.augment[0].blur: minSigma must be at most maxSigma, but got 3.0 and 2.0");
        assertThatThrownBy(() -> new RandomResizedCrop(8, 0.5, 0.4))
                .hasMessage("random-resized-crop: minArea must be at most maxArea, but got 0.5 and 0.4");
        assertThatThrownBy(() -> new RandomCrop(Optional.of(40), 1, Fill.CONSTANT).shape(new ImageShape(3, 32, 32)))
                .hasMessageContaining("at most the side of the images with the margin, 34 for 3x32x32, but got 40");
        assertThatThrownBy(() ->
                        new ResizeAndCrop(Optional.of(16), Optional.empty(), 0, 0).shape(new ImageShape(3, 32, 40)))
                .hasMessageContaining("must be at least the short side of the images, 32, but got 16");
    }

    /** Cropping with a margin that shows something: what is cut out is what the filled image has there. */
    @ParameterizedTest
    @EnumSource(Fill.class)
    void aCropShowsTheMarginThatItWasAskedFor(Fill fill) {
        ImageShape shape = new ImageShape(1, 3, 4);
        byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        for (int seed = 0; seed < 50; seed++) {
            Picture picture = new Picture();
            picture.read(new PackedImages(shape, 1, pixels, new int[1]), 0);
            RandomCrop crop = new RandomCrop(Optional.of(5), 2, fill);
            crop.apply(picture, RandomStream.of(seed));
            RandomStream again = RandomStream.of(seed);
            int top = again.nextInt(3) - 2;
            int left = again.nextInt(4) - 2;
            assertThat(picture.shape()).isEqualTo(new ImageShape(1, 5, 5));
            for (int y = 0; y < 5; y++) {
                for (int x = 0; x < 5; x++) {
                    int row = fill.index(top + y, 3);
                    int column = fill.index(left + x, 4);
                    int expected = row < 0 || column < 0 ? 0 : pixels[row * 4 + column];
                    assertThat((int) picture.pixels()[y * 5 + x]).isEqualTo(expected);
                }
            }
        }
    }
}
