package org.bestiary.common.image;

/**
 * A decoded image.
 *
 * @param height rows
 * @param width columns
 * @param pixels unsigned bytes in the order row, column, channel (HWC), channels red, green, blue
 */
@SuppressWarnings("ArrayRecordComponent") // moved, not compared
public record RgbImage(int height, int width, byte[] pixels) {
    /** Checks that there are as many bytes as the size says. */
    public RgbImage {
        if (pixels.length != shape(height, width).values()) {
            throw new ImageException("An image of " + width + "x" + height + " has " + 3L * height * width
                    + " bytes, got " + pixels.length + ".");
        }
    }

    /**
     * The image of prepared pixels, grey ones spread over three channels.
     *
     * @param shape of 1 or 3 channels
     * @param pixels {@code shape.values()} unsigned bytes in the order row, column, channel
     * @return an image of the same height and width
     * @throws ImageException if the shape has another number of channels
     */
    public static RgbImage of(ImageShape shape, byte[] pixels) {
        if (shape.channels() == 3) {
            return new RgbImage(shape.height(), shape.width(), pixels);
        }
        if (shape.channels() != 1) {
            throw new ImageException("A picture has 1 or 3 channels, got " + shape + ".");
        }
        byte[] rgb = new byte[3 * pixels.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = pixels[i / 3];
        }
        return new RgbImage(shape.height(), shape.width(), rgb);
    }

    private static ImageShape shape(int height, int width) {
        return new ImageShape(3, height, width);
    }

    /**
     * Its shape.
     *
     * @return three channels, height, width
     */
    public ImageShape shape() {
        return shape(height, width);
    }

    /**
     * The same in grey: the luma of ITU-R BT.601 ({@code 0.299 R + 0.587 G + 0.114 B}), to the byte as Pillow's mode L. An
     * image whose channels are equal keeps its values.
     *
     * @return one byte per pixel, in the order row, column
     */
    public byte[] grey() {
        byte[] grey = new byte[height * width];
        for (int i = 0; i < grey.length; i++) {
            int red = pixels[3 * i] & 0xFF;
            int green = pixels[3 * i + 1] & 0xFF;
            int blue = pixels[3 * i + 2] & 0xFF;
            grey[i] = (byte) ((19_595 * red + 38_470 * green + 7_471 * blue + 0x8000) >> 16);
        }
        return grey;
    }
}
