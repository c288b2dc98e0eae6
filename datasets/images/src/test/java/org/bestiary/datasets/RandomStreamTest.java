package org.bestiary.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void numbersAreTheSameInEveryVersionOfTheProgram() {
        RandomStream stream = RandomStream.of(42).split("augment").split(3).split(17);
        assertThat(new long[] {stream.nextLong(), stream.nextLong()})
                .containsExactly(3353315997430406043L, -7206905771219331356L);
    }

    @Test
    void splittingDoesNotDependOnNumbersDrawn() {
        RandomStream fresh = RandomStream.of(7);
        RandomStream used = RandomStream.of(7);
        used.nextLong();
        used.permutation(100);
        assertThat(used.split("a").nextLong()).isEqualTo(fresh.split("a").nextLong());
        assertThat(used.split(5).nextLong()).isEqualTo(fresh.split(5).nextLong());
    }

    @Test
    void neighbouringSeedsNamesAndNumbersShareNothing() {
        Set<Long> seen = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            for (String name : new String[] {"a", "b", "ab", "ba", ""}) {
                for (int number = -5; number < 20; number++) {
                    seen.add(RandomStream.of(seed).split(name).split(number).nextLong());
                }
            }
        }
        assertThat(seen).hasSize(20 * 5 * 25);
    }

    @Test
    void permutationHoldsEveryNumberOnceAndMovesThem() {
        int[] order = RandomStream.of(1).permutation(1000);
        assertThat(Arrays.stream(order).sorted().toArray())
                .isEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(IntStream.range(0, 1000).filter(i -> order[i] == i).count()).isLessThan(10);
        assertThat(RandomStream.of(1).permutation(0)).isEmpty();
    }

    @Test
    void intsCoverTheirRangeEvenly() {
        RandomStream stream = RandomStream.of(3);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[stream.nextInt(7)]++;
        }
        assertThat(Arrays.stream(counts)).allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
        assertThatThrownBy(() -> stream.nextInt(0)).hasMessageContaining("at least 1, got 0");
    }

    @Test
    void gaussiansHaveMeanZeroAndDeviationOne() {
        RandomStream stream = RandomStream.of(4);
        double[] values = IntStream.range(0, 100_000)
                .mapToDouble(i -> stream.nextGaussian())
                .toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values).map(v -> v * v).average().orElseThrow() - mean * mean;
        assertThat(mean).isCloseTo(0, within(0.02));
        assertThat(variance).isCloseTo(1, within(0.02));
    }
}
