package org.bestiary.datasets.augment;

import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Picture;

/**
 * A map from places in the result to places in the source, about the centre of the image: {@code source = centre + M *
 * (place - centre) + shift}.
 */
record Affine(double xx, double xy, double yx, double yy, double shiftX, double shiftY) {
    /**
     * Turned, sheared and zoomed.
     *
     * @param degrees of rotation
     * @param shear horizontal shift per row
     * @param zoomX above 1 shows more of the source, so that it appears smaller
     * @param zoomY the same for rows
     */
    static Affine of(double degrees, double shear, double zoomX, double zoomY, double shiftX, double shiftY) {
        double angle = StrictMath.toRadians(degrees);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        return new Affine(
                cos * zoomX, (cos * shear - sin) * zoomY, sin * zoomX, (sin * shear + cos) * zoomY, shiftX, shiftY);
    }

    void apply(Picture picture, Fill fill) {
        ImageShape shape = picture.shape();
        Sampler source = new Sampler(picture.pixels(), shape, fill);
        byte[] to = picture.spare(shape.values());
        double centreX = (shape.width() - 1) / 2.0;
        double centreY = (shape.height() - 1) / 2.0;
        long stepX = Sampler.fixed(xx);
        long stepY = Sampler.fixed(yx);
        int at = 0;
        for (int row = 0; row < shape.height(); row++) {
            double y = row - centreY;
            long x = Sampler.fixed(centreX + shiftX + xy * y - xx * centreX);
            long down = Sampler.fixed(centreY + shiftY + yy * y - yx * centreX);
            for (int column = 0; column < shape.width(); column++, at += shape.channels()) {
                source.read(x, down, to, at);
                x += stepX;
                down += stepY;
            }
        }
        picture.swap(shape);
    }
}
