package org.bestiary.experiments.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Edges and colours are found in filters that are nothing else, and not in those that are something else. */
class EdgesAndColoursTest {
    private static final double AT_RANDOM = 100 * 4 / 27.0;

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

    private static double share(Weight weight) {
        return FirstLayerTest.beyondRandom(filter(weight)) + AT_RANDOM;
    }

    @Test
    void pureFilters() {
        assertThat(share((c, y, x) -> 0.3 * (x - 1) - 0.7 * (y - 1)))
                .as("a slanted edge")
                .isCloseTo(100, within(1e-4));
        assertThat(share((c, y, x) -> new double[] {1, -2, 1}[c]))
                .as("green against the rest")
                .isCloseTo(100, within(1e-4));
        assertThat(share((c, y, x) -> 1)).as("brightness").isCloseTo(0, within(1e-4));
        assertThat(share((c, y, x) -> x == 1 && y == 1 ? 8 : -1)).as("a dot").isCloseTo(0, within(1e-4));
        assertThat(share((c, y, x) -> (c - 1) * (x - 1)))
                .as("an edge between colours")
                .isCloseTo(0, within(1e-4));
    }

    @Test
    void randomFiltersAreNeither() {
        Random random = new Random(5);
        INDArray filters = Nd4j.zeros(5_000, 3, 3, 3);
        for (long i = 0; i < filters.length(); i++) {
            filters.data().put(i, random.nextGaussian());
        }
        assertThat(FirstLayerTest.beyondRandom(filters)).isCloseTo(0, within(0.5));
    }
}
