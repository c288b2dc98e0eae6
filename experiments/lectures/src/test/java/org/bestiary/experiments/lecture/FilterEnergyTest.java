package org.bestiary.experiments.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Edges and colours are found in filters that are nothing else, and not in those that are something else. */
class FilterEnergyTest {
    private interface Weight {
        double at(int channel, int row, int column);
    }

    private static INDArray filter(Weight weight) {
        INDArray filter = Nd4j.zeros(1, 3, 3, 3);
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < 3; y++) {
                for (int x = 0; x < 3; x++) {
                    filter.putScalar(new int[] {0, c, y, x}, weight.at(c, y, x));
                }
            }
        }
        return filter;
    }

    private static void check(String what, Weight weight, double edges, double colours) {
        FilterEnergy.Share share = FilterEnergy.of(filter(weight));
        assertThat(share.edges()).as(what).isCloseTo(edges, within(1e-4));
        assertThat(share.colours()).as(what).isCloseTo(colours, within(1e-4));
    }

    @Test
    void pureFilters() {
        check("a slanted edge", (c, y, x) -> 0.3 * (x - 1) - 0.7 * (y - 1), 100, 0);
        check("green against the rest", (c, y, x) -> new double[] {1, -2, 1}[c], 0, 100);
        check("brightness", (c, y, x) -> 1, 0, 0);
        check("a dot", (c, y, x) -> x == 1 && y == 1 ? 8 : -1, 0, 0);
        check("an edge between colours", (c, y, x) -> (c - 1) * (x - 1), 0, 0);
    }

    @Test
    void ofRandomFiltersTwoPatternsOfTwentySevenEach() {
        Random random = new Random(5);
        INDArray filters = Nd4j.zeros(5_000, 3, 3, 3);
        for (long i = 0; i < filters.length(); i++) {
            filters.data().put(i, random.nextGaussian());
        }
        FilterEnergy.Share share = FilterEnergy.of(filters);
        assertThat(share.edges()).isCloseTo(200 / 27.0, within(0.3));
        assertThat(share.colours()).isCloseTo(200 / 27.0, within(0.3));
    }
}
