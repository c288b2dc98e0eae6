package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.bestiary.experiments.config.Monitor;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static Patience after(Monitor monitor, double minDelta, double... values) {
        Patience patience = Patience.START;
        for (double value : values) {
            patience = patience.after(value, monitor, minDelta);
        }
        return patience;
    }

    @Test
    void epochsWithoutABetterValueAreCounted() {
        assertThat(after(Monitor.LOSS, 0, 1.0).waited()).isZero();
        assertThat(after(Monitor.LOSS, 0, 1.0, 1.0, 1.2).waited()).isEqualTo(2);
        assertThat(after(Monitor.LOSS, 0, 1.0, 1.2, 0.9).waited()).isZero();
        assertThat(after(Monitor.ACCURACY, 0, 90, 91, 90.5).waited()).isEqualTo(1);
    }

    @Test
    void aSmallGainCountsOnlyWhenItHasAddedUp() {
        assertThat(after(Monitor.LOSS, 0.1, 1.0, 0.95).waited()).isEqualTo(1);
        assertThat(after(Monitor.LOSS, 0.1, 1.0, 0.95, 0.89).waited()).isZero();
    }

    @Test
    void whatIsNoNumberIsNoGain() {
        assertThat(after(Monitor.LOSS, 0, 1.0, Double.NaN).waited()).isEqualTo(1);
        assertThat(after(Monitor.LOSS, 0, 1.0, 2, 3).restarted().waited()).isZero();
    }
}
