package org.bestiary.datasets.augment;

import java.util.List;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.FloatBatch;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Transforms one after the other, then changes of the batch.
 *
 * <p>Every step has its own split of the random stream, so that adding a step does not change what the others do.
 *
 * @param name on the command line
 * @param steps in order
 * @param batchSteps in order, after all images of a batch are done
 */
public record Recipe(String name, List<Transform> steps, List<BatchChange> batchSteps) implements Augmentation {
    /** Copies the lists. */
    public Recipe {
        steps = List.copyOf(steps);
        batchSteps = List.copyOf(batchSteps);
    }

    /**
     * A recipe without changes of the batch.
     *
     * @param name on the command line
     * @param steps in order
     * @return the recipe
     */
    public static Recipe of(String name, Transform... steps) {
        return new Recipe(name, List.of(steps), List.of());
    }

    @Override
    public ImageShape shape(ImageShape in) {
        ImageShape shape = in;
        for (Transform step : steps) {
            shape = step.shape(shape);
        }
        return shape;
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        for (int i = 0; i < steps.size(); i++) {
            steps.get(i).apply(picture, random.split(i));
        }
    }

    @Override
    public void applyToBatch(FloatBatch batch, RandomStream random) {
        for (int i = 0; i < batchSteps.size(); i++) {
            batchSteps.get(i).apply(batch, random.split(i));
        }
    }

    @Override
    public boolean mirrors() {
        return steps.stream().anyMatch(Transform::mirrors);
    }
}
