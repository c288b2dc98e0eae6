package org.bestiary.datasets;

import org.bestiary.common.image.ImageShape;

/** The order of a batch's axes. All arrays are dense, row-major ('c') and float32. */
public enum Layout {
    /** {@code [batch, height, width, channels]}: what the fast layers read. */
    NHWC,
    /** {@code [batch, channels, height, width]}: what the stock layers and most papers use. */
    NCHW;

    /**
     * The shape of a batch in this layout.
     *
     * @param batch number of images
     * @param image shape of one image
     * @return four sizes, outermost first
     */
    public long[] batchShape(int batch, ImageShape image) {
        return this == NHWC
                ? new long[] {batch, image.height(), image.width(), image.channels()}
                : new long[] {batch, image.channels(), image.height(), image.width()};
    }
}
