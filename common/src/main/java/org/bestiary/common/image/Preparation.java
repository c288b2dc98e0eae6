package org.bestiary.common.image;

import java.nio.file.Path;

/**
 * How an image file becomes pixels of the size that a network reads. Immutable and safe for many threads.
 *
 * @param shape of the result; 1 channel for grey, 3 for red, green, blue, any number where there are no pictures
 * @param fit what is done with images of other proportions; {@link Fit#NONE} where there are no pictures to prepare
 * @param filter how they are scaled
 * @param decoder id of the {@link FileDecoder} that reads the file
 */
public record Preparation(ImageShape shape, Fit fit, Filter filter, String decoder) {
    /**
     * With the program's own decoder.
     *
     * @param shape of the result
     * @param fit what is done with images of other proportions
     * @param filter how they are scaled
     */
    public Preparation(ImageShape shape, Fit fit, Filter filter) {
        this(shape, fit, filter, FileDecoder.OWN.id());
    }

    /** Checks the channels. */
    public Preparation {
        if (shape.channels() != 1 && shape.channels() != 3 && !fit.equals(Fit.NONE)) {
            throw new ImageException("Images are prepared with 1 or 3 channels, got " + shape + ".");
        }
    }

    /**
     * The same with another decoder.
     *
     * @param id of a {@link FileDecoder}
     * @return a changed copy
     */
    public Preparation decodedBy(String id) {
        return new Preparation(shape, fit, filter, id);
    }

    /**
     * Whether there are pictures to prepare.
     *
     * @return false where numbers are read that are no pixels
     */
    public boolean takesPictures() {
        return !fit.equals(Fit.NONE);
    }

    /**
     * Decodes and prepares a file.
     *
     * @param file an image
     * @return {@code shape().values()} unsigned bytes in the order row, column, channel
     * @throws ImageException if it cannot be decoded; names it
     */
    public byte[] prepare(Path file) {
        return prepare(decode(file));
    }

    /**
     * Decodes a file.
     *
     * @param file an image
     * @return the image in its own size
     * @throws ImageException if it cannot be decoded, or this build lacks the decoder
     */
    public RgbImage decode(Path file) {
        return FileDecoder.find(decoder).decode(file);
    }

    /**
     * Prepares a decoded image.
     *
     * @param image of any size
     * @return {@code shape().values()} unsigned bytes in the order row, column, channel
     * @throws ImageException if there are no pictures to prepare
     */
    public byte[] prepare(RgbImage image) {
        if (!takesPictures()) {
            throw new ImageException("Pictures cannot be shown to a network that learnt from numbers, here " + shape
                    + "; give an array of such numbers.");
        }
        byte[] from = shape.channels() == 1 ? image.grey() : image.pixels();
        ImageShape size = new ImageShape(shape.channels(), image.height(), image.width());
        if (fit instanceof Fit.ResizeAndCrop resize) {
            return resizedAndCropped(from, size, resize.shortSide());
        }
        if (size.equals(shape)) {
            return from.clone();
        }
        if (fit instanceof Fit.Pad) {
            return padded(from, size);
        }
        int height = size.height();
        int width = size.width();
        if (fit instanceof Fit.Crop) {
            // The largest part of the wanted proportions; with squares the shorter side.
            long wide = (long) height * shape.width() / shape.height();
            height = wide <= width ? height : Math.max(1, (int) ((long) width * shape.height() / shape.width()));
            width = (int) Math.max(1, Math.min(width, wide));
        }
        byte[] into = new byte[shape.values()];
        Resampler.scale(
                from,
                size,
                (size.width() - width) / 2,
                (size.height() - height) / 2,
                width,
                height,
                into,
                shape,
                filter);
        return into;
    }

    /** Lengths and places are rounded as torchvision's Resize and CenterCrop round them. */
    private byte[] resizedAndCropped(byte[] from, ImageShape size, int shortSide) {
        int shorter = Math.min(size.height(), size.width());
        int height = Math.max(shape.height(), (int) ((long) size.height() * shortSide / shorter));
        int width = Math.max(shape.width(), (int) ((long) size.width() * shortSide / shorter));
        int top = (int) Math.rint((height - shape.height()) / 2.0);
        int left = (int) Math.rint((width - shape.width()) / 2.0);
        byte[] into = new byte[shape.values()];
        Resampler.scaleAndCut(from, size, height, width, top, left, into, shape, filter);
        return into;
    }

    private byte[] padded(byte[] from, ImageShape size) {
        double scale = Math.min((double) shape.height() / size.height(), (double) shape.width() / size.width());
        int height = Math.max(1, Math.min(shape.height(), (int) Math.round(size.height() * scale)));
        int width = Math.max(1, Math.min(shape.width(), (int) Math.round(size.width() * scale)));
        ImageShape part = new ImageShape(shape.channels(), height, width);
        byte[] scaled = new byte[part.values()];
        Resampler.scale(from, size, 0, 0, size.width(), size.height(), scaled, part, filter);
        int top = (shape.height() - height) / 2;
        int left = (shape.width() - width) / 2;
        int row = width * shape.channels();
        byte[] into = new byte[shape.values()];
        for (int y = 0; y < height; y++) {
            System.arraycopy(scaled, y * row, into, ((top + y) * shape.width() + left) * shape.channels(), row);
        }
        return into;
    }

    /** How it is told to people. */
    @Override
    public String toString() {
        boolean own = decoder.equals(FileDecoder.OWN.id());
        return shape + ", " + fit + ", " + filter.label() + (own ? "" : ", decoded by " + decoder);
    }
}
