package org.bestiary.datasets.augment;

import org.bestiary.common.catalog.Bounds;
import org.bestiary.common.catalog.Kind;
import org.bestiary.common.catalog.Parameter;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Picture;
import org.bestiary.datasets.RandomStream;

/**
 * Bends the image like rubber: random displacements on a coarse grid, joined smoothly.
 *
 * <p>After P. Simard, D. Steinkraus, J. Platt, "Best Practices for Convolutional Neural Networks Applied to Visual
 * Document Analysis", 2003, with a grid in place of their blurred noise.
 *
 * @param amplitude standard deviation of the displacement in pixels, from 0
 * @param cells of the grid per side, at least 1
 * @param fill what lies beyond the edge
 */
public record Elastic(double amplitude, int cells, Fill fill) implements Transform {
    static final Kind<Step> KIND = Kind.of(
            "elastic",
            Elastic.class,
            "bends the image like rubber",
            Parameter.decimal("amplitude", Bounds.from(0, 10_000), "standard deviation of the displacement, in pixels")
                    .usually(1.0),
            Parameter.whole("cells", 1, 1024, "cells of the grid of displacements per side")
                    .usually(3),
            Parameter.choice("fill", Fill.values(), Fill.MEANING).usually(Fill.CONSTANT));

    /** Checks amplitude and grid. */
    public Elastic {
        KIND.check(amplitude, cells, fill);
    }

    @Override
    public void apply(Picture picture, RandomStream random) {
        int knots = cells + 1;
        double[] byX = new double[knots * knots];
        double[] byY = new double[knots * knots];
        for (int i = 0; i < byX.length; i++) {
            byX[i] = amplitude * random.nextGaussian();
            byY[i] = amplitude * random.nextGaussian();
        }
        ImageShape shape = picture.shape();
        Sampler source = new Sampler(picture.pixels(), shape, fill);
        byte[] to = picture.spare(shape.values());
        for (int row = 0, at = 0; row < shape.height(); row++) {
            double v = (double) row * cells / Math.max(1, shape.height() - 1);
            for (int column = 0; column < shape.width(); column++, at += shape.channels()) {
                double u = (double) column * cells / Math.max(1, shape.width() - 1);
                source.read(column + between(byX, u, v), row + between(byY, u, v), to, at);
            }
        }
        picture.swap(shape);
    }

    private double between(double[] knot, double u, double v) {
        int column = Math.min((int) u, cells - 1);
        int row = Math.min((int) v, cells - 1);
        double right = smooth(u - column);
        double down = smooth(v - row);
        int at = row * (cells + 1) + column;
        double top = knot[at] + right * (knot[at + 1] - knot[at]);
        double bottom = knot[at + cells + 1] + right * (knot[at + cells + 2] - knot[at + cells + 1]);
        return top + down * (bottom - top);
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }
}
