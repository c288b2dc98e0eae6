package org.bestiary.common.image;

import java.io.IOException;

/** Makes pixels of the bytes of one kind of file. */
interface ImageDecoder {
    /**
     * Decodes.
     *
     * @param file all its bytes
     * @return pixels as they are stored, not turned
     * @throws IOException if a reader of the platform gives up
     * @throws Undecodable if it breaks a rule or needs what is not supported
     */
    Stored decode(byte[] file) throws IOException;

    /**
     * What is in a file.
     *
     * @param width as it is stored
     * @param height as it is stored
     * @param rgb three bytes per pixel
     * @param colours how a pixel is written
     * @param bits of a value
     * @param alpha whether pixels may be transparent
     * @param orientation 1 to 8
     * @param profile whether it has a colour profile
     * @param several whether there are more frames or pages
     */
    @SuppressWarnings("ArrayRecordComponent") // moved, not compared
    record Stored(
            int width,
            int height,
            byte[] rgb,
            ImageFacts.Colours colours,
            int bits,
            boolean alpha,
            int orientation,
            boolean profile,
            boolean several) {
        /** Upright, with the name of its kind. */
        DecodedImage of(ImageKind kind) {
            RgbImage image = Orientation.upright(new RgbImage(height, width, rgb), orientation);
            return new DecodedImage(
                    image,
                    new ImageFacts(
                            kind, image.width(), image.height(), colours, bits, alpha, orientation, profile, several));
        }
    }

    /** The decoder of a kind. */
    static ImageDecoder of(ImageKind kind) {
        return switch (kind) {
            case JPEG -> new JpegDecoder();
            case PNG -> new PngDecoder();
            case GIF -> new GifDecoder();
            case BMP -> new BmpDecoder();
            case WEBP -> new WebpDecoder();
            case TIFF -> new TiffDecoder();
            case PNM -> new PnmDecoder();
        };
    }
}
