package org.bestiary.common.image;

/** How large an image may be; asked before anything of its size is allocated. */
final class ImageLimits {
    static final int MAX_SIDE = 16_384;
    static final long MAX_PIXELS = 100_000_000;
    static final long MAX_FILE_BYTES = 512L << 20;

    private ImageLimits() {}

    /**
     * Checks what a header says.
     *
     * @param bytesPerPixel that the decoder needs beside the result
     * @throws Undecodable if that is too large, or nothing
     */
    static void check(long width, long height, int bytesPerPixel) {
        if (width < 1 || height < 1) {
            throw Undecodable.damaged("its header says " + width + "x" + height + " pixels");
        }
        if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
            throw new Undecodable("must be at most " + MAX_SIDE + " pixels wide and high and 100 megapixels, found "
                    + width + "x" + height + ".");
        }
        long needed = width * height * (bytesPerPixel + 3);
        long memory = Runtime.getRuntime().maxMemory();
        if (needed > memory / 2) {
            throw new Undecodable("needs " + (needed >> 20) + " MB to be decoded (" + width + "x" + height
                    + " pixels), more than half of the " + (memory >> 20)
                    + " MB that Java has; make it smaller, or give Java more memory with -Xmx.");
        }
    }
}
