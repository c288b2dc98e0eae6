package org.bestiary.reports.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void weighsTheGapOfEachBinByItsImages() {
        Calibration.Tally tally = new Calibration.Tally();
        for (int i = 0; i < 4; i++) {
            tally.add(0.9, i < 3);
        }
        tally.add(0.5, true);

        Calibration result = tally.result();

        // Four with 0.9 of which 3 are right: gap 0.15; one with 0.5 that is right: gap 0.5.
        assertThat(result.expectedError()).isEqualTo(100 * (4 * 0.15 + 0.5) / 5, within(1e-9));
        assertThat(result.bins()).hasSize(15);
        Calibration.Bin bin = result.bins().get(13);
        assertThat(bin.examples()).isEqualTo(4);
        assertThat(bin.confidence()).isEqualTo(90, within(1e-9));
        assertThat(bin.accuracy()).isEqualTo(75);
    }

    @Test
    void anEndBelongsToTheBinBelowIt() {
        Calibration.Tally tally = new Calibration.Tally();
        tally.add(0, false);
        tally.add(1.0 / 15, false);
        tally.add(1, true);
        tally.add(1.0000001, true);

        Calibration result = tally.result();

        assertThat(result.bins().get(0).examples()).isEqualTo(2);
        assertThat(result.bins().get(14).examples()).isEqualTo(2);
    }

    @Test
    void whatIsNoProbabilityIsLeftOut() {
        Calibration.Tally tally = new Calibration.Tally();
        tally.add(Double.NaN, true);

        assertThat(tally.result().expectedError()).isZero();
        assertThat(tally.result().bins()).allMatch(bin -> bin.examples() == 0);
    }
}
