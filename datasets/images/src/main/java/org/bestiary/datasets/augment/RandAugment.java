package org.bestiary.datasets.augment;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Some operations, chosen at random out of fourteen, all of the same strength.
 *
 * <p>E. Cubuk, B. Zoph, J. Shlens, Q. Le, "RandAugment: Practical automated data augmentation with a reduced search
 * space", 2020.
 *
 * @param operations per image, at least 1; the paper has 1 to 3
 * @param magnitude from 0 to 30, as in the paper
 */
public record RandAugment(int operations, double magnitude) implements Transform {
    private static final double STRONGEST = 30;

    static final Kind<Step> KIND = Kind.of(
            "rand-augment",
            RandAugment.class,
            "some operations, chosen at random out of fourteen, all of one strength",
            Parameter.whole("operations", 1, 100, "how many for each image").usually(2),
            Parameter.decimal("magnitude", Bounds.from(0, STRONGEST), "their strength")
                    .usually(9.0));

    /** Checks number and magnitude. */
    public RandAugment {
        KIND.check(operations, magnitude);
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        Operation[] all = Operation.values();
        for (int i = 0; i < operations; i++) {
            double sign = random.nextInt(2) == 0 ? 1 : -1;
            all[random.nextInt(all.length)].apply(picture, sign * magnitude / STRONGEST);
        }
    }
}
