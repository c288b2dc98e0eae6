package org.bestiary.reports.html;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.bestiary.reports.chart.Colour;

/**
 * Which colour a network has. It follows from the network and not from its place on a page, so that a reader who goes from one
 * page to another finds it again. Where several want the same colour, the first by name gets it and the others the next that
 * are free.
 */
final class NetworkColours {
    private NetworkColours() {}

    /**
     * Numbers for {@link Colour#series} and {@link Colour#dash}, unlike each other.
     *
     * @param networks what each network is told by, unlike that of any other
     * @return a number for each, in their order
     */
    static List<Integer> of(List<String> networks) {
        int rounds = (networks.size() + Colour.SERIES - 1) / Colour.SERIES;
        boolean[] taken = new boolean[rounds * Colour.SERIES];
        int[] numbers = new int[networks.size()];
        int given = 0;
        for (String network : new TreeSet<>(networks)) {
            // A colour comes again, with other dashes, only when all are in use.
            int round = given++ / Colour.SERIES * Colour.SERIES;
            int wanted = wanted(network);
            int number = IntStream.range(0, Colour.SERIES)
                    .map(step -> round + (wanted + step) % Colour.SERIES)
                    .filter(n -> !taken[n])
                    .findFirst()
                    .orElseThrow();
            taken[number] = true;
            numbers[networks.indexOf(network)] = number;
        }
        return Arrays.stream(numbers).boxed().toList();
    }

    private static int wanted(String network) {
        CRC32 sum = new CRC32();
        sum.update(network.getBytes(StandardCharsets.UTF_8));
        return (int) (sum.getValue() % Colour.SERIES);
    }
}
