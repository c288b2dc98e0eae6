package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.bestiary.experiments.config.Monitor;
import org.bestiary.reports.run.BestEpoch;
import org.bestiary.reports.run.EpochMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which epoch of a training is kept. */
class PreferenceTest {
    @ParameterizedTest(name = "by {0}: accuracies {1}, losses {2} keep epoch {3}")
    @CsvSource({
        "ACCURACY, 90 95 93,   0.3 0.2 0.1,   2",
        "LOSS,     90 95 93,   0.3 0.2 0.1,   3",
        "ACCURACY, 100 100 100, 0.3 0.1 0.2,  2",
        "LOSS,     90 95 93,   0.2 0.2 0.2,   2",
        "ACCURACY, 90 90 90,   0.2 0.2 0.2,   1",
        "LOSS,     90 90 90,   0.2 0.2 0.2,   1",
        "LOSS,     90 95 93,   NaN 0.2 NaN,   2",
        "ACCURACY, 90 90 90,   NaN 0.2 NaN,   2",
        "LOSS,     10 20 20,   NaN NaN Infinity, 2",
    })
    void keepsTheBetter(Monitor by, String accuracies, String losses, int kept) {
        String[] accuracy = accuracies.split(" ");
        String[] loss = losses.split(" ");
        EpochMetrics best = epoch(1, Double.parseDouble(accuracy[0]), Double.parseDouble(loss[0]));
        for (int i = 1; i < accuracy.length; i++) {
            EpochMetrics later = epoch(i + 1, Double.parseDouble(accuracy[i]), Double.parseDouble(loss[i]));
            best = new Preference(by).prefers(later, best) ? later : best;
        }
        assertThat(best.epoch()).isEqualTo(kept);
    }

    @ParameterizedTest
    @EnumSource(Monitor.class)
    void keepsTheLastWithoutValidationImages(Monitor by) {
        Preference preference = new Preference(by);
        EpochMetrics later = epoch(2, OptionalDouble.empty(), OptionalDouble.empty());
        assertThat(preference.prefers(later, epoch(1, OptionalDouble.empty(), OptionalDouble.empty())))
                .isTrue();
        assertThat(preference.chosen(later).text()).isEqualTo("2, the last");
    }

    @Test
    void saysWhatChose() {
        assertThat(List.of(
                        new Preference(Monitor.LOSS).chosen(epoch(3, 93, 0.1)),
                        new Preference(Monitor.ACCURACY).chosen(epoch(2, 95, 0.2))))
                .extracting(BestEpoch::text)
                .containsExactly("3, by validation loss", "2, by validation accuracy");
    }

    private static EpochMetrics epoch(int number, double accuracy, double loss) {
        return epoch(number, OptionalDouble.of(accuracy), OptionalDouble.of(loss));
    }

    private static EpochMetrics epoch(int number, OptionalDouble accuracy, OptionalDouble loss) {
        return new EpochMetrics(number, 10, 0.1, 1, OptionalDouble.of(50), loss, accuracy, 1, 1);
    }
}
