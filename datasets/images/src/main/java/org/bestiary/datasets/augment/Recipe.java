package org.bestiary.datasets.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.FloatBatch;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Transforms one after the other, then changes of the batch.
 *
 * <p>Every step has its own split of the random stream by its place in its list, so that adding a step behind the others does
 * not change what they do.
 *
 * @param name for people: that of a preset, or what the steps are called
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
     * A recipe of steps of both sorts.
     *
     * @param name for people
     * @param steps in order; changes of the batch come after all others, wherever they stand
     * @return the recipe
     */
    public static Recipe of(String name, List<? extends Step> steps) {
        List<Transform> images = new ArrayList<>();
        List<BatchChange> batches = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Transform transform) {
                images.add(transform);
            } else if (step instanceof BatchChange change) {
                batches.add(change);
            }
        }
        return new Recipe(name, images, batches);
    }

    /**
     * A recipe of steps of both sorts.
     *
     * @param name for people
     * @param steps in order
     * @return the recipe
     */
    public static Recipe of(String name, Step... steps) {
        return of(name, List.of(steps));
    }

    /**
     * All steps.
     *
     * @return those of images, then those of batches
     */
    public List<Step> all() {
        return Stream.<Step>concat(steps.stream(), batchSteps.stream()).toList();
    }

    /**
     * Whether different examples are mixed with each other.
     *
     * @return true if one of the changes of batches does
     */
    public boolean mixes() {
        return batchSteps.stream().anyMatch(BatchChange::mixes);
    }

    @Override
    public String identity() {
        return all().stream().map(Step::identity).collect(Collectors.joining(", ", "[", "]"));
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
    public boolean changesImages() {
        return !steps.isEmpty();
    }

    @Override
    public boolean changesBatches() {
        return !batchSteps.isEmpty();
    }

    @Override
    public boolean mirrors() {
        return steps.stream().anyMatch(Transform::mirrors);
    }
}
