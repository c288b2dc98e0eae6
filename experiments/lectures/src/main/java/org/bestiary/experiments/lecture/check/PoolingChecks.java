package org.bestiary.experiments.lecture.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bestiary.zoo.graph.Engine;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What pooling layers compute. */
final class PoolingChecks {
    private static final float[][] ROWS = {
        {2, 4, 8, 3, 6},
        {9, 3, 4, 2, 5},
        {5, 4, 6, 3, 1},
        {2, 3, 1, 3, 4},
        {2, 7, 4, 5, 7},
    };
    private static final int WINDOW = 3;

    /** The lecture's second row begins with 1; with a 3 the two gradients that meet at the 9 are 1 and 3. */
    private static final float[][] UPSTREAM = {{1, 3, 1}, {3, 4, 2}, {6, 2, 1}};

    private static final String POOL = "1x5x5 pool:3,s1";

    private PoolingChecks() {}

    /** Percent of the activations that a 2x2 pool takes away. */
    static Object shareRemoved(Instruments i) {
        INDArray maps = Arrays4.random(5, 2, 8, 32, 32);
        return BothEngines.answer(e -> {
            INDArray pooled = BothEngines.forward(i.bench(), e, "8x32x32 pool:2", maps);
            return 100.0 * (maps.length() - pooled.length()) / maps.length();
        });
    }

    /** The maxima of the example's nine windows. */
    static Object forward(Instruments i) {
        return BothEngines.answer(
                e -> ConvolutionChecks.text(BothEngines.forward(i.bench(), e, POOL, Arrays4.image(ROWS))));
    }

    /**
     * The gradient at the element 9, the maximum of two windows with gradients 1 and 3, and how far the gradients at all other
     * elements are from those that go to the maxima of their windows.
     */
    static Object backward(Instruments i) {
        double[][] expected = routed();
        return BothEngines.answer(e -> {
            INDArray gradient = gradient(i.bench(), e);
            double elsewhere = 0;
            for (int y = 0; y < ROWS.length; y++) {
                for (int x = 0; x < ROWS[y].length; x++) {
                    if (y != 1 || x != 0) {
                        elsewhere = Math.max(elsewhere, Math.abs(gradient.getDouble(0, 0, y, x) - expected[y][x]));
                    }
                }
            }
            return List.of(gradient.getDouble(0, 0, 1, 0), elsewhere);
        });
    }

    /** Every window's gradient at its maximum; no window of the example has two. */
    private static double[][] routed() {
        double[][] sums = new double[ROWS.length][ROWS[0].length];
        for (int top = 0; top < UPSTREAM.length; top++) {
            for (int left = 0; left < UPSTREAM[top].length; left++) {
                int best = 0;
                for (int a = 1; a < WINDOW * WINDOW; a++) {
                    boolean larger =
                            ROWS[top + a / WINDOW][left + a % WINDOW] > ROWS[top + best / WINDOW][left + best % WINDOW];
                    best = larger ? a : best;
                }
                sums[top + best / WINDOW][left + best % WINDOW] += UPSTREAM[top][left];
            }
        }
        return sums;
    }

    private static INDArray gradient(Bench bench, Engine e) {
        return BothEngines.run(
                        bench,
                        e,
                        POOL,
                        Arrays4.image(ROWS),
                        true,
                        (name, values) -> {},
                        Optional.of(Arrays4.image(UPSTREAM)))
                .inputGradient()
                .orElseThrow();
    }

    /** The example with the gradients that the fast layers compute. */
    static Routing routing(Bench bench) {
        INDArray gradient = gradient(bench, Engine.FAST);
        return new Routing(
                3,
                rows(ROWS),
                rows(UPSTREAM),
                rows(gradient.reshape(ROWS.length, ROWS[0].length).toFloatMatrix()));
    }

    private static List<List<Double>> rows(float[][] rows) {
        List<List<Double>> lists = new ArrayList<>();
        for (float[] row : rows) {
            List<Double> list = new ArrayList<>();
            for (float v : row) {
                list.add((double) v);
            }
            lists.add(list);
        }
        return lists;
    }
}
