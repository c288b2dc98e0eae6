package org.bestiary.reports.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTest {
    /** The first rows are method 3 of the table in Newcombe, Statistics in Medicine 17 (1998), page 861. */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 25.53, 36.62",
        "15, 148, 6.24, 16.05",
        "0, 20, 0, 16.11",
        "1, 29, 0.61, 17.18",
        "29, 29, 88.30, 100",
        "50, 100, 40.38, 59.62",
    })
    void agreesWithPublishedIntervals(long correct, long examples, double low, double high) {
        Wilson interval = Wilson.of(correct, examples);

        assertThat(interval.low()).isCloseTo(low, within(0.006));
        assertThat(interval.high()).isCloseTo(high, within(0.006));
    }

    @Test
    void touchesTheEndsExactly() {
        assertThat(Wilson.of(0, 7).low()).isZero();
        assertThat(Wilson.of(7, 7).high()).isEqualTo(100);
        assertThat(Wilson.of(7, 7).low()).isLessThan(100);
    }

    @Test
    void refusesWhatIsNoProportion() {
        assertThatThrownBy(() -> Wilson.of(3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 <= correct <= examples and examples >= 1 must hold, got correct=3, examples=2;"
                        + " evaluate at least one example");
        assertThatThrownBy(() -> Wilson.of(0, 0)).hasMessageContaining("examples=0");
    }
}
