package org.bestiary.datasets.memory;

import java.util.List;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.RandomStream;

/**
 * The images of an epoch in which all classes are equally frequent. Each class is drawn from in passes: every image once, in
 * a random order, then all of them again. The passes go on from epoch to epoch.
 */
final class BalancedDraw {
    private BalancedDraw() {}

    /**
     * Draws as many images as the table has.
     *
     * @param table the images; classes without images are left out
     * @param stream of the seed
     * @param epoch from 0
     * @return indices into the table, class after class; in any number of epochs from the first no class was drawn from more
     *     than once more than another
     */
    static int[] of(ImageTable table, RandomStream stream, int epoch) {
        List<int[]> classes = table.imagesByClass().stream()
                .filter(members -> members.length > 0)
                .toList();
        int[] drawn = new int[table.count()];
        int at = 0;
        for (int c = 0; c < classes.size(); c++) {
            int[] members = classes.get(c);
            long end = drawnBefore(epoch + 1L, table.count(), classes.size(), c);
            int[] order = {};
            for (long draw = drawnBefore(epoch, table.count(), classes.size(), c); draw < end; draw++) {
                int place = (int) (draw % members.length);
                if (order.length == 0 || place == 0) {
                    order = stream.split(c).split(draw / members.length).permutation(members.length);
                }
                drawn[at++] = members[order[place]];
            }
        }
        return drawn;
    }

    /**
     * Draws from a class before an epoch. The floors of {@code (x + c) / k} over c from 0 to k - 1 add up to x (Hermite's
     * identity), so that all classes together have exactly the images of the epochs before.
     */
    private static long drawnBefore(long epoch, int count, int classes, int c) {
        return Math.floorDiv(epoch * count + c, (long) classes);
    }
}
