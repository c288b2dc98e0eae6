package org.bestiary.common.image;

import java.util.List;
import java.util.stream.Stream;

/** Files of every kind and way of writing a pixel, all of which are to be read, with what is in them. */
final class OddImages {
    private OddImages() {}

    static List<Sample> all() {
        return Stream.of(
                        PngSamples.all(),
                        JpegSamples.all(),
                        AnimatedSamples.gif(),
                        AnimatedSamples.webp(),
                        TiffSamples.all(),
                        PlainSamples.all())
                .flatMap(samples -> samples)
                .toList();
    }
}
