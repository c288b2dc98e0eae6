package org.bestiary.datasets.augment;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.FloatBatch;
import org.bestiary.datasets.Layout;
import org.bestiary.datasets.RandomStream;

/**
 * Pastes a rectangle of another image of the batch into every image and mixes the labels by area.
 *
 * <p>S. Yun and others, "CutMix: Regularization Strategy to Train Strong Classifiers with Localizable Features", 2019.
 *
 * @param alpha of the Beta(alpha, alpha) distribution of the area, positive; the paper has 1
 */
public record CutMix(double alpha) implements BatchChange {
    static final Kind<Step> KIND = Kind.<Step>of(
                    "cutmix",
                    CutMix.class,
                    "pastes a rectangle of another image of the batch into every image and mixes the labels by area",
                    Parameter.decimal(
                                    "alpha",
                                    Bounds.above(0, 100),
                                    "of the Beta(alpha, alpha) distribution of the share")
                            .usually(1.0))
            .briefly("alpha");

    /** Checks alpha. */
    public CutMix {
        KIND.check(alpha);
    }

    @Override
    public void apply(FloatBatch batch, RandomStream random) {
        ImageShape shape = batch.shape();
        double side = Math.sqrt(1 - Beta.draw(alpha, random));
        int x = random.nextInt(shape.width());
        int y = random.nextInt(shape.height());
        int halfWidth = (int) (side * shape.width() / 2);
        int halfHeight = (int) (side * shape.height() / 2);
        int left = Math.max(0, x - halfWidth);
        int right = Math.min(shape.width(), x + halfWidth);
        int top = Math.max(0, y - halfHeight);
        int bottom = Math.min(shape.height(), y + halfHeight);
        int[] partner = random.permutation(batch.count());
        float[] before = new float[batch.count() * shape.values()];
        batch.features().get(0, before);
        boolean interleaved = batch.layout() == Layout.NHWC;
        int planes = interleaved ? 1 : shape.channels();
        int step = interleaved ? shape.channels() : 1;
        for (int i = 0; i < batch.count(); i++) {
            for (int plane = 0; plane < planes; plane++) {
                for (int row = top; row < bottom; row++) {
                    int at = (plane * shape.height() + row) * shape.width() * step + left * step;
                    batch.features()
                            .put(
                                    i * shape.values() + at,
                                    before,
                                    partner[i] * shape.values() + at,
                                    (right - left) * step);
                }
            }
        }
        // The share is of the area that was really pasted: a rectangle over the edge is smaller than drawn.
        double pasted = (double) (right - left) * (bottom - top) / ((double) shape.width() * shape.height());
        Partners.mix(batch.labels(), batch.classes(), partner, (float) (1 - pasted));
    }
}
