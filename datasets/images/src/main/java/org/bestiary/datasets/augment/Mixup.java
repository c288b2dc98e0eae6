package org.bestiary.datasets.augment;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.datasets.FloatBatch;
import org.bestiary.datasets.RandomStream;

/**
 * Blends every image and its label with another of the batch, all by the same share.
 *
 * <p>H. Zhang, M. Cisse, Y. Dauphin, D. Lopez-Paz, "mixup: Beyond Empirical Risk Minimization", 2018.
 *
 * @param alpha of the Beta(alpha, alpha) distribution of the share, positive; the paper has 0.2 to 1
 */
public record Mixup(double alpha) implements BatchChange {
    static final Kind<Step> KIND = Kind.<Step>of(
                    "mixup",
                    Mixup.class,
                    "blends every image and its label with another of the batch",
                    Parameter.decimal(
                                    "alpha",
                                    Bounds.above(0, 100),
                                    "of the Beta(alpha, alpha) distribution of the share")
                            .usually(0.2))
            .briefly("alpha");

    /** Checks alpha. */
    public Mixup {
        KIND.check(alpha);
    }

    @Override
    public void apply(FloatBatch batch, RandomStream random) {
        float share = (float) Beta.draw(alpha, random);
        int[] partner = random.permutation(batch.count());
        Partners.mix(batch.features(), batch.shape().values(), partner, share);
        Partners.mix(batch.labels(), batch.classes(), partner, share);
    }
}
