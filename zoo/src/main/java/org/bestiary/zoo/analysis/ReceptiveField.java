package org.bestiary.zoo.analysis;

import java.util.List;

/**
 * What part of the image one number of a map depends on (Araujo, Norris, Sim: Computing receptive fields of convolutional
 * neural networks, 2019), in pixels. A field may be larger than the image: it then reaches into the padding.
 *
 * @param size rows and columns seen by one number
 * @param jump distance in the image between the fields of two neighbours
 * @param start offset of the first field's first pixel from the image's first, at most 0 where there is padding
 */
public record ReceptiveField(long size, long jump, long start) {
    /** One pixel sees itself. */
    static final ReceptiveField PIXEL = new ReceptiveField(1, 1, 0);

    /** After a window with this span (dilation counted in), stride and leading padding. */
    ReceptiveField window(int span, int stride, int padding) {
        return new ReceptiveField(size + (span - 1) * jump, jump * stride, start - padding * jump);
    }

    /** After something that sees all positions of a map of this many rows or columns. */
    ReceptiveField all(int length) {
        return new ReceptiveField(size + (length - 1) * jump, jump, start);
    }

    /** The widest of several branches that come together. */
    static ReceptiveField widest(List<ReceptiveField> branches) {
        return branches.stream()
                .reduce((a, b) -> new ReceptiveField(
                        Math.max(a.size, b.size), Math.max(a.jump, b.jump), Math.min(a.start, b.start)))
                .orElse(PIXEL);
    }
}
