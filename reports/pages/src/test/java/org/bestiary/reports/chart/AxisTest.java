package org.bestiary.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
    @Test
    void hasRoundEnds() {
        Axis axis = Axis.linear(DoubleStream.of(0.013, 0.92, Double.NaN, Double.POSITIVE_INFINITY), 4);

        assertThat(axis.low()).isZero();
        assertThat(axis.high()).isEqualTo(1);
        assertThat(axis.ticks()).containsExactly(0.0, 0.25, 0.5, 0.75, 1.0);
        assertThat(axis.at(0.5)).isEqualTo(0.5);
    }

    @Test
    void endsAtAHundredPercent() {
        Axis axis = Axis.percent(DoubleStream.of(97.3, 99.9));

        assertThat(axis.high()).isEqualTo(100);
        assertThat(axis.low()).isLessThanOrEqualTo(97.3);
        assertThat(axis.ticks()).hasSizeBetween(3, 7);
    }

    @Test
    void ofALossThatFallsFarIsLogarithmic() {
        Axis axis = Axis.falling(List.of(2.3, 0.01), 4);

        assertThat(axis.log()).isTrue();
        assertThat(axis.ticks()).contains(0.1, 1.0);
        assertThat(axis.at(Math.sqrt(axis.low() * axis.high()))).isEqualTo(0.5, within(1e-9));
        assertThat(Axis.falling(List.of(2.3, 1.0), 4).log()).isFalse();
        assertThat(Axis.falling(List.of(2.3, 0.0), 4).log()).isFalse();
        assertThat(Axis.falling(List.of(0.001, 0.0005, 1e-10), 4).log())
                .as("a cosine")
                .isFalse();
    }

    @Test
    void ofNothingOrOneValueIsStillARange() {
        for (Axis axis : List.of(
                Axis.linear(DoubleStream.empty(), 4),
                Axis.linear(DoubleStream.of(5, 5), 4),
                Axis.linear(DoubleStream.of(0), 4),
                Axis.percent(DoubleStream.of(100)),
                Axis.percent(DoubleStream.of(Double.NaN)),
                Axis.logarithmic(List.of()),
                Axis.logarithmic(List.of(7.0)),
                Axis.whole(1, 1, 5))) {
            assertThat(axis.high()).isGreaterThan(axis.low());
            assertThat(axis.ticks()).isNotEmpty();
        }
    }

    @Test
    void labelsManyEpochsSparsely() {
        assertThat(Axis.whole(1, 200, 8).ticks()).hasSizeLessThan(10).allMatch(t -> t == Math.rint(t));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, PLAIN, 0.5",
        "0.00005, PLAIN, 5e-5",
        "1500, COUNT, 1.5k",
        "2e9, COUNT, 2G",
        "2016, WHOLE, 2016",
        "0, PLAIN, 0",
        "97.5, PERCENT, 97.5"
    })
    void writesShortLabels(double value, Axis.Unit unit, String label) {
        assertThat(Axis.label(value, unit)).isEqualTo(label);
    }
}
