package org.bestiary.datasets.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.FloatBatch;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchChangeTest {
    private static final ImageShape SHAPE = new ImageShape(3, 8, 10);
    private static final int COUNT = 4;

    /** Image i has the value i everywhere and the label i. */
    private static FloatBatch batch(Layout layout) {
        FloatBuffer features = FloatBuffer.allocate(COUNT * SHAPE.values());
        FloatBuffer labels = FloatBuffer.allocate(COUNT * COUNT);
        for (int i = 0; i < COUNT; i++) {
            for (int k = 0; k < SHAPE.values(); k++) {
                features.put(i * SHAPE.values() + k, i);
            }
            labels.put(i * COUNT + i, 1);
        }
        return new FloatBatch(features, labels, COUNT, SHAPE, layout, COUNT);
    }

    private static double meanOfImage(FloatBatch batch, int image) {
        double sum = 0;
        for (int k = 0; k < SHAPE.values(); k++) {
            sum += batch.features().get(image * SHAPE.values() + k);
        }
        return sum / SHAPE.values();
    }

    private static double meanOfLabel(FloatBatch batch, int image) {
        double sum = 0;
        for (int c = 0; c < COUNT; c++) {
            sum += c * batch.labels().get(image * COUNT + c);
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void imagesAndLabelsAreMixedInTheSameShare(Layout layout) {
        for (BatchChange change : new BatchChange[] {new Mixup(0.4), new Mixup(1), new CutMix(1)}) {
            boolean mixed = false;
            for (int seed = 0; seed < 30; seed++) {
                FloatBatch batch = batch(layout);
                change.apply(batch, RandomStream.of(seed));
                for (int i = 0; i < COUNT; i++) {
                    // An image whose values are its label: the mean of both must stay equal.
                    assertThat(meanOfImage(batch, i)).isCloseTo(meanOfLabel(batch, i), within(1e-4));
                    mixed |= Math.abs(meanOfImage(batch, i) - i) > 0.05;
                }
            }
            assertThat(mixed).isTrue();
        }
    }

    @Test
    void cutMixPastesTheSameRectangleInBothLayouts() {
        for (int seed = 0; seed < 20; seed++) {
            FloatBatch interleaved = batch(Layout.NHWC);
            FloatBatch planes = batch(Layout.NCHW);
            new CutMix(1).apply(interleaved, RandomStream.of(seed));
            new CutMix(1).apply(planes, RandomStream.of(seed));
            for (int i = 0; i < COUNT; i++) {
                for (int p = 0; p < 80; p++) {
                    for (int c = 0; c < 3; c++) {
                        assertThat(planes.features().get(i * 240 + c * 80 + p))
                                .isEqualTo(interleaved.features().get(i * 240 + p * 3 + c));
                    }
                }
            }
        }
    }

    @Test
    void smoothingKeepsTheSumOfLabels() {
        FloatBatch batch = batch(Layout.NHWC);
        new LabelSmoothing(0.1).apply(batch, RandomStream.of(1));
        assertThat(batch.labels().get(0)).isCloseTo(0.925f, within(1e-6f));
        assertThat(batch.labels().get(1)).isCloseTo(0.025f, within(1e-6f));
    }

    @Test
    void betaHasTheRightMeanAndSpread() {
        for (double alpha : new double[] {0.2, 1, 4}) {
            RandomStream random = RandomStream.of(6);
            double[] values = new double[40_000];
            Arrays.setAll(values, i -> Beta.draw(alpha, random));
            double mean = Arrays.stream(values).average().orElseThrow();
            double variance = Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow();
            assertThat(mean).isCloseTo(0.5, within(0.01));
            assertThat(variance).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.005));
        }
    }

    @Test
    void parametersAreChecked() {
        assertThatThrownBy(() -> new Mixup(0)).hasMessage("mixup.alpha must be above 0 and at most 100, but got 0");
        assertThatThrownBy(() -> new CutMix(Double.NaN))
                .hasMessage("cutmix.alpha must be above 0 and at most 100, but got NaN");
        assertThatThrownBy(() -> new LabelSmoothing(1))
                .hasMessage("label-smoothing.share must be at least 0 and below 1, but got 1");
    }
}
