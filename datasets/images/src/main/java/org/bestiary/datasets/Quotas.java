package org.bestiary.datasets;

import java.util.Arrays;
import java.util.Comparator;

/**
 * How many images of each class make up a number of images, so that classes are represented as evenly as whole images
 * allow: largest remainders first, lower labels first among equals.
 */
final class Quotas {
    private final int[] sizes;
    private final int[] quota;
    private final Integer[] order;
    private int left;

    private Quotas(int[] sizes, int total) {
        this.sizes = sizes;
        this.quota = new int[sizes.length];
        long count = Arrays.stream(sizes).asLongStream().sum();
        long[] remainder = new long[sizes.length];
        for (int label = 0; label < sizes.length; label++) {
            long exact = (long) total * sizes[label];
            quota[label] = count == 0 ? 0 : (int) (exact / count);
            remainder[label] = count == 0 ? 0 : exact % count;
        }
        this.order = new Integer[sizes.length];
        Arrays.setAll(order, label -> label);
        Arrays.sort(
                order,
                Comparator.comparingLong((Integer label) -> -remainder[label]).thenComparing(label -> label));
        this.left = total - Arrays.stream(quota).sum();
    }

    /** Images to take away; each class keeps one where the total allows it, so that it does not vanish. */
    static int[] leavingEachClass(int[] sizes, int total) {
        Quotas quotas = new Quotas(sizes, total);
        quotas.hand(1);
        quotas.hand(0);
        return quotas.quota;
    }

    /** Images to choose; at least one of each class where the total allows it. */
    static int[] ofEachClass(int[] sizes, int total) {
        Quotas quotas = new Quotas(sizes, total);
        quotas.hand(0);
        int[] quota = quotas.quota;
        for (int label = 0; label < sizes.length; label++) {
            if (quota[label] == 0 && sizes[label] > 0) {
                int most = 0;
                for (int other = 1; other < sizes.length; other++) {
                    most = quota[other] > quota[most] ? other : most;
                }
                if (quota[most] > 1) {
                    quota[most]--;
                    quota[label]++;
                }
            }
        }
        return quota;
    }

    /** Hands out what is left, an image to each class in turn, as long as so many remain of a class. */
    private void hand(int remaining) {
        boolean handed = true;
        while (left > 0 && handed) {
            handed = false;
            for (int label : order) {
                if (left > 0 && sizes[label] - quota[label] > remaining) {
                    quota[label]++;
                    left--;
                    handed = true;
                }
            }
        }
    }
}
