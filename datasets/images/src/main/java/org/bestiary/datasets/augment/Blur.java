package org.bestiary.datasets.augment;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Blurs with a bell curve of random width.
 *
 * @param minSigma smallest width in pixels, positive
 * @param maxSigma largest width in pixels
 */
public record Blur(double minSigma, double maxSigma) implements Transform {
    static final Kind<Step> KIND = Kind.of(
            "blur",
            Blur.class,
            "blurs with a bell curve of random width",
            Parameter.decimal("minSigma", Bounds.above(0, 32), "smallest width, in pixels")
                    .usually(0.1),
            Parameter.decimal("maxSigma", Bounds.above(0, 32), "largest width, in pixels")
                    .usually(2.0));

    /** Checks the widths. */
    public Blur {
        KIND.check(minSigma, maxSigma);
        KIND.require(
                minSigma <= maxSigma, "minSigma must be at most maxSigma, but got " + minSigma + " and " + maxSigma);
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        double sigma = random.uniform(minSigma, maxSigma);
        int reach = Math.max(1, (int) Math.ceil(3 * sigma));
        double[] weight = new double[2 * reach + 1];
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            weight[i + reach] = StrictMath.exp(-i * i / (2 * sigma * sigma));
            sum += weight[i + reach];
        }
        for (int i = 0; i < weight.length; i++) {
            weight[i] /= sum;
        }
        ImageShape shape = picture.shape();
        int row = shape.width() * shape.channels();
        along(picture, weight, shape.height(), row, shape.width(), shape.channels());
        along(picture, weight, shape.width(), shape.channels(), shape.height(), row);
    }

    /** Blurs {@code lines} lines, {@code apart} values apart, of {@code length} places, {@code step} values apart. */
    private static void along(Picture picture, double[] weight, int lines, int apart, int length, int step) {
        ImageShape shape = picture.shape();
        byte[] from = picture.pixels();
        byte[] to = picture.spare(shape.values());
        int reach = weight.length / 2;
        for (int line = 0; line < lines; line++) {
            for (int place = 0; place < length; place++) {
                for (int c = 0; c < shape.channels(); c++) {
                    double sum = 0;
                    for (int k = -reach; k <= reach; k++) {
                        int at = Math.min(Math.max(place + k, 0), length - 1);
                        sum += weight[k + reach] * (from[line * apart + at * step + c] & 0xFF);
                    }
                    to[line * apart + place * step + c] = Colour.clamp(sum);
                }
            }
        }
        picture.swap(shape);
    }
}
