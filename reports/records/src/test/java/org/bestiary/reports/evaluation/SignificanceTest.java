package org.bestiary.reports.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SignificanceTest {
    @Test
    void mcnemarIsExactForFewDisagreements() {
        McNemar test = McNemar.of(1, 9);

        assertThat(test.exact()).isTrue();
        // 2 (C(10,0) + C(10,1)) / 2^10
        assertThat(test.p()).isEqualTo(22.0 / 1024, within(1e-12));
        assertThat(McNemar.of(9, 1).p()).isEqualTo(test.p());
    }

    @Test
    void mcnemarTakesChiSquaredForMany() {
        McNemar test = McNemar.of(121, 59);

        assertThat(test.exact()).isFalse();
        // (|121 - 59| - 1)^2 / 180 = 20.672 with one degree of freedom; erfc(sqrt(20.672 / 2))
        assertThat(test.p()).isEqualTo(5.450095e-6, within(1e-11));
    }

    @Test
    void mcnemarSeesNoDifferenceWhereThereIsNone() {
        assertThat(McNemar.of(0, 0).p()).isEqualTo(1);
        assertThat(McNemar.of(5, 5).p()).isEqualTo(1);
        assertThat(McNemar.of(40, 40).p()).isEqualTo(1);
        assertThatThrownBy(() -> McNemar.of(-1, 2)).hasMessageContaining("got -1 and 2");
    }

    @Test
    void seedsArePaired() {
        PairedSeeds test = PairedSeeds.of(List.of(1.0, 2.0, 3.0));

        assertThat(test.meanDifference()).isEqualTo(2);
        // t = 2 / (1 / sqrt 3) = 3.4641 with two degrees of freedom; its 97.5% quantile is 4.302653
        assertThat(test.p()).isEqualTo(0.0741799, within(1e-6));
        assertThat(test.low()).isEqualTo(2 - 4.302653 / Math.sqrt(3), within(1e-5));
        assertThat(test.high()).isEqualTo(2 + 4.302653 / Math.sqrt(3), within(1e-5));
    }

    @Test
    void foldsArePairedWithCare() {
        PairedSeeds test = PairedSeeds.ofFolds(List.of(1.0, 2.0, 3.0), 5);

        // t = 2 / sqrt(1/3 + 1/4) = 2.618615; with two degrees of freedom p = 1 - t / sqrt(2 + t^2)
        assertThat(test.meanDifference()).isEqualTo(2);
        assertThat(test.p()).isEqualTo(0.1201173, within(1e-6));
        assertThat(test.high()).isEqualTo(2 + 4.302653 * Math.sqrt(7.0 / 12), within(1e-5));
    }

    @Test
    void aSpreadHasMeanDeviationAndEnds() {
        assertThat(Spread.of(List.of(4.0, 1.0, 1.0))).contains(new Spread(2, OptionalDouble.of(Math.sqrt(3)), 1, 4, 3));
        assertThat(Spread.of(List.of(4.0))).contains(new Spread(4, OptionalDouble.empty(), 4, 4, 1));
        assertThat(Spread.of(List.of())).isEmpty();
    }

    @Test
    void equalDifferencesHaveNoSpread() {
        assertThat(PairedSeeds.of(List.of(0.5, 0.5)).p()).isZero();
        assertThat(PairedSeeds.of(List.of(0.0, 0.0)).p()).isEqualTo(1);
        assertThatThrownBy(() -> PairedSeeds.of(List.of(1.0))).hasMessageContaining("at least 2 seeds, got 1");
    }

    @Test
    void manyPairsAreCorrected() {
        assertThat(Holm.correct(List.of(0.01, 0.04, 0.03, 0.005)))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
                .containsExactly(0.03, 0.06, 0.06, 0.02);
        assertThat(Holm.correct(List.of(0.9, 0.8))).containsExactly(1.0, 1.0);
        assertThat(Holm.correct(List.of())).isEmpty();
    }
}
