package org.bestiary.datasets.strokes;

import java.util.ArrayList;
import java.util.List;

/**
 * One way of writing a digit: points, and the smooth runs that join them.
 *
 * @param x of every point, 0 to 1 from left to right
 * @param y of every point, 0 to 1 from top to bottom
 * @param runs point numbers of each smooth run; a run that begins with the last point of the one before turns a corner
 */
@SuppressWarnings("ArrayRecordComponent") // read-only data inside the package
record Prototype(double[] x, double[] y, List<int[]> runs) {

    /** Reads the notation of {@link Prototypes}. */
    static Prototype parse(String text) {
        List<double[]> points = new ArrayList<>();
        List<int[]> runs = new ArrayList<>();
        int first = 0;
        for (String word : text.split(" ")) {
            switch (word) {
                case ">", "/" -> {
                    runs.add(numbers(first, points.size()));
                    first = word.equals(">") ? points.size() - 1 : points.size();
                }
                default -> {
                    String[] xy = word.split(",");
                    points.add(new double[] {Double.parseDouble(xy[0]) / 100, Double.parseDouble(xy[1]) / 100});
                }
            }
        }
        runs.add(numbers(first, points.size()));
        return new Prototype(
                points.stream().mapToDouble(p -> p[0]).toArray(),
                points.stream().mapToDouble(p -> p[1]).toArray(),
                runs);
    }

    private static int[] numbers(int from, int to) {
        int[] numbers = new int[to - from];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = from + i;
        }
        return numbers;
    }
}
