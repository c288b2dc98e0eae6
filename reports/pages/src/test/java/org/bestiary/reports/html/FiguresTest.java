package org.bestiary.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.04371, 0.04371",
        "2.302585, 2.303",
        "999.96, 1000.0",
        "12345.6, 12346",
        "0.00001234, 1.234e-05",
        "NaN, NaN",
        "Infinity, ∞",
    })
    void aMeasureHasFourDigits(double value, String text) {
        assertThat(Figures.measure(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.001, 0.001", "0.1, 0.1", "10, 10", "0.0009, 0.0009", "0.000059049, 0.00005905", "1e-9, 0.000000001"})
    void aSettingLooksAsItWasTyped(double value, String text) {
        assertThat(Figures.setting(value)).isEqualTo(text.length() <= 10 ? text : "1.000e-09");
    }

    @ParameterizedTest
    @CsvSource({"0.9996, >99.9%", "1, 100.0%", "0.998, 99.8%", "0.0001, <0.1%", "0, 0.0%"})
    void aProbabilityIsNeverRoundedToCertainty(double value, String text) {
        assertThat(Figures.probability(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"41.94, 41.9 s", "99.94, 99.9 s", "100, 1 min 40 s", "3599.7, 1 h 00 min", "7384, 2 h 03 min"})
    void aDurationIsReadAtAGlance(double seconds, String text) {
        assertThat(Figures.duration(seconds)).isEqualTo(text);
    }

    @Test
    void bigNumbersAreGrouped() {
        assertThat(Figures.count(138_357_544)).isEqualTo("138,357,544");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 0.98 KiB",
        "44056, 43.0 KiB",
        "35512, 34.7 KiB",
        "5653388, 5.39 MiB",
        "1073741824, 1.00 GiB"
    })
    void aSizeHasThreeDigits(long bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text);
    }

    @Test
    void differencesAndChancesAreShort() {
        assertThat(Figures.signed(1.234)).isEqualTo("+1.23");
        assertThat(Figures.signed(-0.5)).isEqualTo("−0.50");
        assertThat(Figures.chance(0.04567)).isEqualTo("0.046");
        assertThat(Figures.chance(0.00456)).isEqualTo("0.0046");
        assertThat(Figures.chance(1e-9)).isEqualTo("<0.0001");
    }
}
