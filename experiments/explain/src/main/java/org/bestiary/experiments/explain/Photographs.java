package org.bestiary.experiments.explain;

import org.bestiary.experiments.explain.picture.Raster;
import org.bestiary.zoo.Shape;

/** What a network reads, as a picture for people. */
final class Photographs {
    /** Small images are shown at about this many pixels. */
    private static final int SHOWN = 256;

    private Photographs() {}

    /** The image exactly as the network sees it. */
    static Raster of(Subject subject, float... image) {
        Shape in = subject.input();
        int area = in.height() * in.width();
        Raster out = Raster.of(in.width(), in.height(), 0);
        for (int i = 0; i < area; i++) {
            int colour = 0;
            for (int c = 0; c < 3; c++) {
                int channel = subject.pixels().channelOf(c);
                colour = colour << 8 | subject.pixels().pixel(channel, i, image[channel * area + i]);
            }
            out.set(i % in.width(), i / in.width(), colour);
        }
        return out;
    }

    /** By how much pictures of this size are enlarged. */
    static int factor(int height, int width) {
        return Math.max(1, (int) Math.round((double) SHOWN / Math.max(height, width)));
    }
}
