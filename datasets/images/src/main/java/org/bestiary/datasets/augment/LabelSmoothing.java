package org.bestiary.datasets.augment;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.datasets.FloatBatch;
import org.bestiary.datasets.RandomStream;

/**
 * Takes a share from the right class and spreads it evenly over all classes.
 *
 * <p>C. Szegedy and others, "Rethinking the Inception Architecture for Computer Vision", 2016.
 *
 * @param share from 0 to under 1; the paper has 0.1
 */
public record LabelSmoothing(double share) implements BatchChange {
    static final Kind<Step> KIND = Kind.<Step>of(
                    "label-smoothing",
                    LabelSmoothing.class,
                    "takes a share from the right class and spreads it evenly over all",
                    Parameter.decimal("share", Bounds.below(0, 1), "that share").usually(0.1))
            .briefly("share");

    /** Checks the share. */
    public LabelSmoothing {
        KIND.check(share);
    }

    @Override
    public void apply(FloatBatch batch, RandomStream random) {
        float kept = (float) (1 - share);
        float spread = (float) (share / batch.classes());
        for (int i = 0; i < batch.count() * batch.classes(); i++) {
            batch.labels().put(i, kept * batch.labels().get(i) + spread);
        }
    }

    @Override
    public boolean mixes() {
        return false;
    }
}
