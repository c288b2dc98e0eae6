package org.bestiary.experiments.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Augmentation;
import org.bestiary.datasets.FloatBatch;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;
import org.bestiary.datasets.augment.BatchChange;
import org.bestiary.datasets.augment.CutMix;
import org.bestiary.datasets.augment.LabelSmoothing;
import org.bestiary.datasets.augment.Mixup;
import org.bestiary.experiments.config.TrainingSpec;

/**
 * What a recipe does to whole batches, after what is done to each image. With mixup and CutMix both, a coin is thrown for
 * each batch, as timm does.
 *
 * @param images what is done to each image; empty for nothing
 * @param changes of the batch, in order
 */
record MixedBatches(Optional<Augmentation> images, List<BatchChange> changes) implements Augmentation {
    MixedBatches {
        changes = List.copyOf(changes);
    }

    /** A coin is thrown for each batch. */
    private record OneOfTwo(BatchChange heads, BatchChange tails) implements BatchChange {
        @Override
        public void apply(FloatBatch batch, RandomStream random) {
            (random.split("coin").nextDouble() < 0.5 ? heads : tails).apply(batch, random.split("change"));
        }
    }

    /** The changes that a recipe asks for on top of an augmentation; that alone when it asks for none. */
    static Optional<Augmentation> of(Optional<Augmentation> images, TrainingSpec recipe) {
        List<BatchChange> changes = new ArrayList<>();
        if (recipe.mixup() > 0 && recipe.cutmix() > 0) {
            changes.add(new OneOfTwo(new Mixup(recipe.mixup()), new CutMix(recipe.cutmix())));
        } else if (recipe.mixup() > 0) {
            changes.add(new Mixup(recipe.mixup()));
        } else if (recipe.cutmix() > 0) {
            changes.add(new CutMix(recipe.cutmix()));
        }
        if (recipe.labelSmoothing() > 0) {
            changes.add(new LabelSmoothing(recipe.labelSmoothing()));
        }
        return changes.isEmpty() ? images : Optional.of(new MixedBatches(images, changes));
    }

    @Override
    public String name() {
        return images.map(Augmentation::name).orElse("none");
    }

    @Override
    public String identity() {
        return images.map(Augmentation::identity).orElse("[]") + " and of batches "
                + changes.stream().map(BatchChange::identity).toList();
    }

    @Override
    public ImageShape shape(ImageShape in) {
        return images.map(a -> a.shape(in)).orElse(in);
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        images.ifPresent(a -> a.apply(picture, random));
    }

    @Override
    public void applyToBatch(FloatBatch batch, RandomStream random) {
        images.ifPresent(a -> a.applyToBatch(batch, random.split("images")));
        for (int i = 0; i < changes.size(); i++) {
            changes.get(i).apply(batch, random.split(i));
        }
    }

    @Override
    public boolean changesImages() {
        return images.map(Augmentation::changesImages).orElse(false);
    }

    @Override
    public boolean mirrors() {
        return images.map(Augmentation::mirrors).orElse(false);
    }
}
