package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.FloatBatch;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.augment.Presets;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.TrainingSpec;
import org.junit.jupiter.api.Test;

class MixedBatchesTest {
    private static final ImageShape SHAPE = new ImageShape(1, 8, 8);
    private static final int COUNT = 4;

    private static TrainingSpec recipe(String entries) {
        return SpecReader.parse(
                        "{name: t, model: {id: lenet5}, data: {id: strokes}, training: {epochs: 1, optimizer: {type: sgd,"
                                + " learningRate: 1}" + entries + "}}",
                        "t.yaml",
                        Map.of())
                .spec()
                .training();
    }

    /** Four images, each of one value, and their labels, after a change. */
    private static FloatBatch changed(Augmentation augmentation, long seed) {
        FloatBatch batch = new FloatBatch(
                FloatBuffer.allocate(COUNT * SHAPE.values()),
                FloatBuffer.allocate(COUNT * COUNT),
                COUNT,
                SHAPE,
                Layout.NHWC,
                COUNT);
        for (int i = 0; i < COUNT; i++) {
            for (int k = 0; k < SHAPE.values(); k++) {
                batch.features().put(i * SHAPE.values() + k, i);
            }
            batch.labels().put(i * COUNT + i, 1);
        }
        augmentation.applyToBatch(batch, RandomStream.of(seed));
        return batch;
    }

    private static int valuesIn(FloatBatch batch, int image) {
        Set<Float> values = new HashSet<>();
        for (int k = 0; k < SHAPE.values(); k++) {
            values.add(batch.features().get(image * SHAPE.values() + k));
        }
        return values.size();
    }

    @Test
    void withoutEntriesNothingIsAdded() {
        assertThat(MixedBatches.of(Optional.empty(), recipe(""))).isEmpty();
        Optional<Augmentation> mnist = Optional.of(Presets.find("mnist"));
        assertThat(MixedBatches.of(mnist, recipe(""))).isSameAs(mnist);
    }

    @Test
    void smoothedLabelsKeepTheirSum() {
        Augmentation smooth = MixedBatches.of(Optional.empty(), recipe(", labelSmoothing: 0.2"))
                .orElseThrow();
        assertThat(changed(smooth, 1).labels().array()).startsWith(0.85f, 0.05f, 0.05f, 0.05f);
    }

    @Test
    void withMixupAndCutmixEachBatchGetsOneOfTheTwo() {
        Augmentation both = MixedBatches.of(Optional.empty(), recipe(", mixup: 1, cutmix: 1"))
                .orElseThrow();
        int pasted = 0;
        for (long seed = 0; seed < 100; seed++) {
            FloatBatch batch = changed(both, seed);
            assertThat(changed(both, seed).features()).isEqualTo(batch.features());
            boolean isPasted = false;
            for (int i = 0; i < COUNT; i++) {
                float sum = 0;
                for (int c = 0; c < COUNT; c++) {
                    sum += batch.labels().get(i * COUNT + c);
                }
                assertThat(sum).isEqualTo(1, within(1e-5f));
                isPasted |= valuesIn(batch, i) > 1;
            }
            pasted += isPasted ? 1 : 0;
        }
        assertThat(pasted).as("batches with pasted rectangles").isBetween(25, 60);
    }
}
