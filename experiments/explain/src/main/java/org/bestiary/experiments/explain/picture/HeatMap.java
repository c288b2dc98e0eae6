package org.bestiary.experiments.explain.picture;

import java.util.Arrays;

/**
 * Numbers on a grid, to be coloured.
 *
 * @param height rows
 * @param width columns
 * @param values row by row
 * @param signed whether zero is the middle of the colours and not their low end
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
public record HeatMap(int height, int width, float[] values, boolean signed) {
    /** A few extreme pixels must not make the rest of a map dark. */
    private static final double BRIGHTEST = 0.99;

    public HeatMap {
        if (values.length != height * width) {
            throw new IllegalArgumentException(
                    "a map must have " + height + " x " + width + " values, but has " + values.length);
        }
    }

    /** What the brightest colour stands for: the size that 99% of the values stay below; at least the smallest positive. */
    public double limit() {
        double[] sizes = new double[values.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = signed ? Math.abs(values[i]) : Math.max(0, values[i]);
        }
        Arrays.sort(sizes);
        double limit = sizes[(int) Math.round(BRIGHTEST * (sizes.length - 1))];
        return limit > 0 ? limit : Math.max(sizes[sizes.length - 1], Double.MIN_NORMAL);
    }

    /** The same with values from 0 to 1 along the colours. */
    private double place(int i, double limit) {
        double v = values[i] / limit;
        return signed ? 0.5 + v / 2 : v;
    }

    private ColourScale scale() {
        return signed ? ColourScale.DIVERGING : ColourScale.SEQUENTIAL;
    }

    /** In colours alone. */
    public Raster draw() {
        double limit = limit();
        Raster out = Raster.of(width, height, 0);
        for (int i = 0; i < values.length; i++) {
            out.set(i % width, i / width, scale().colour(place(i, limit)));
        }
        return out;
    }

    /** Over a picture of the same size, which shows through where the map has little to say. */
    public Raster drawOver(Raster picture) {
        double limit = limit();
        Raster out = Raster.of(width, height, 0);
        for (int i = 0; i < values.length; i++) {
            double size = Math.min(1, Math.abs(values[i]) / limit);
            int grey = Raster.grey(picture.get(i % width, i / width));
            out.set(
                    i % width,
                    i / width,
                    Raster.mix(
                            grey, scale().colour(place(i, limit)), 0.2 + 0.7 * (signed || values[i] > 0 ? size : 0)));
        }
        return out;
    }

    /** Interpolated between the centres of its cells (bilinear), as for a layer's map over its image. */
    public HeatMap smooth(int newHeight, int newWidth) {
        float[] out = new float[newHeight * newWidth];
        for (int y = 0; y < newHeight; y++) {
            double fy = Math.max(0, Math.min(height - 1.0, (y + 0.5) * height / newHeight - 0.5));
            int y0 = (int) fy;
            int y1 = Math.min(height - 1, y0 + 1);
            for (int x = 0; x < newWidth; x++) {
                double fx = Math.max(0, Math.min(width - 1.0, (x + 0.5) * width / newWidth - 0.5));
                int x0 = (int) fx;
                int x1 = Math.min(width - 1, x0 + 1);
                double top = values[y0 * width + x0] * (1 - fx + x0) + values[y0 * width + x1] * (fx - x0);
                double bottom = values[y1 * width + x0] * (1 - fx + x0) + values[y1 * width + x1] * (fx - x0);
                out[y * newWidth + x] = (float) (top * (1 - fy + y0) + bottom * (fy - y0));
            }
        }
        return new HeatMap(newHeight, newWidth, out, signed);
    }

    /** Every cell as a square of this many pixels. */
    public HeatMap enlarged(int factor) {
        float[] out = new float[values.length * factor * factor];
        for (int i = 0; i < out.length; i++) {
            int x = i % (width * factor) / factor;
            int y = i / (width * factor) / factor;
            out[i] = values[y * width + x];
        }
        return new HeatMap(height * factor, width * factor, out, signed);
    }
}
