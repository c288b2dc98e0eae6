package org.bestiary.experiments.train;

import java.util.Optional;
import org.bestiary.datasets.LoadOptions;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.memory.BatchIterator;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.TrainingSpec;

/**
 * What a training is made of; nothing here changes while it lasts.
 *
 * @param recipe how to train
 * @param phases what of the network when, for how long, at which learning rate
 * @param data what to train on
 * @param options how batches of training images are cut
 * @param streams seeds
 * @param cached features in place of images; empty for images
 * @param weights of the classes in the loss; empty for all alike
 */
record Setup(
        TrainingSpec recipe,
        Phases phases,
        LoadedDataset data,
        LoadOptions options,
        Streams streams,
        Optional<CachedBase> cached,
        Optional<LossWeights> weights) {
    private static final int EVALUATION_BATCH = 256;

    /** Batches of training images, or of their features. */
    Batches training() {
        return open(Split.TRAIN, options);
    }

    /** Batches of validation images in table order, or of their features. */
    Batches validation() {
        return open(Split.VALIDATION, forEvaluation());
    }

    private Batches open(Split split, LoadOptions how) {
        BatchIterator images = data.open(split, how);
        return cached.map(c -> c.open(split, images, how)).orElseGet(() -> Batches.of(images));
    }

    /** How long the whole training lasts. */
    TrainingLength length() {
        return phases.length();
    }

    /** Options for batches in table order, as evaluation reads them. */
    LoadOptions forEvaluation() {
        LoadOptions plain = LoadOptions.batch(EVALUATION_BATCH).withLayout(options.layout());
        return options.normalisation().map(plain::withNormalisation).orElse(plain);
    }

    /** The rate of an update, after what the plateau rule has made of it. */
    double rateAt(long step, double factor) {
        double scheduled = phases.rate().at(step);
        double floor =
                recipe.plateau().map(p -> Math.min(p.minRate(), scheduled)).orElse(0.0);
        return Math.max(floor, scheduled * factor);
    }
}
