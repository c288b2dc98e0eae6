package org.bestiary.datasets.augment;

import org.bestiary.common.catalog.Kind;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * One operation out of fourteen, of random strength: nothing to tune.
 *
 * <p>S. Mueller, F. Hutter, "TrivialAugment: Tuning-free Yet State-of-the-Art Data Augmentation", 2021. Geometric
 * strengths are those of {@link RandAugment}, not the wider ones of the paper's second variant.
 */
public record TrivialAugment() implements Transform {
    static final Kind<Step> KIND = Kind.of(
            "trivial-augment",
            TrivialAugment.class,
            "one operation out of fourteen, of random strength: nothing to tune");

    @Override
    public void apply(Picture picture, RandomStream random) {
        Operation[] all = Operation.values();
        Operation operation = all[random.nextInt(all.length)];
        operation.apply(picture, random.uniform(-1, 1));
    }
}
