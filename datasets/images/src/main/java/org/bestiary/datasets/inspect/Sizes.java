package org.bestiary.datasets.inspect;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bestiary.common.image.ImageFacts;

/**
 * How large images are, as they are shown.
 *
 * @param width smallest, median and largest
 * @param height smallest, median and largest
 * @param shorterSide smallest, median and largest
 * @param different number of different sizes
 * @param mostFrequent the most frequent sizes, at most five
 * @param landscape images that are wider than high
 * @param portrait images that are higher than wide
 * @param square images that are neither
 * @param proportion width divided by height: smallest, median and largest
 */
public record Sizes(
        Range<Integer> width,
        Range<Integer> height,
        Range<Integer> shorterSide,
        int different,
        List<Size> mostFrequent,
        int landscape,
        int portrait,
        int square,
        Range<Double> proportion) {
    private static final int NAMED = 5;

    /**
     * Values of many images.
     *
     * @param min the smallest
     * @param median the middle one; of an even number the lower of the two in the middle
     * @param max the largest
     * @param <T> kind of value
     */
    public record Range<T>(T min, T median, T max) {
        static <T extends Comparable<T>> Range<T> of(List<T> values) {
            List<T> sorted = values.stream().sorted().toList();
            return new Range<>(sorted.get(0), sorted.get((sorted.size() - 1) / 2), sorted.get(sorted.size() - 1));
        }
    }

    /**
     * A size.
     *
     * @param width in pixels
     * @param height in pixels
     * @param images that have it
     */
    public record Size(int width, int height, int images) {}

    /** Of at least one image. */
    static Sizes of(List<ImageFacts> images) {
        Map<Long, Integer> counts = new TreeMap<>();
        images.forEach(image -> counts.merge((long) image.width() << 32 | image.height(), 1, Integer::sum));
        List<Size> frequent = counts.entrySet().stream()
                .map(e -> new Size((int) (e.getKey() >> 32), e.getKey().intValue(), e.getValue()))
                .sorted(Comparator.comparingInt(Size::images).reversed())
                .limit(NAMED)
                .toList();
        return new Sizes(
                Range.of(images.stream().map(ImageFacts::width).toList()),
                Range.of(images.stream().map(ImageFacts::height).toList()),
                Range.of(images.stream()
                        .map(image -> Math.min(image.width(), image.height()))
                        .toList()),
                counts.size(),
                frequent,
                (int) images.stream().filter(i -> i.width() > i.height()).count(),
                (int) images.stream().filter(i -> i.width() < i.height()).count(),
                (int) images.stream().filter(i -> i.width() == i.height()).count(),
                Range.of(images.stream()
                        .map(image -> (double) image.width() / image.height())
                        .toList()));
    }
}
