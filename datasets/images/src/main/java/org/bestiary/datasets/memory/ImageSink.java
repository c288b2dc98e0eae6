package org.bestiary.datasets.memory;

/** Takes decoded images one after the other. */
@FunctionalInterface
public interface ImageSink {
    /**
     * Takes an image.
     *
     * @param pixels in HWC order; not changed afterwards
     * @param label of the image
     */
    void add(byte[] pixels, int label);
}
