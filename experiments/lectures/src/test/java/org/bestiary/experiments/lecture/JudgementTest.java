package org.bestiary.experiments.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bestiary.experiments.config.SpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a stated and a measured value to a verdict, and the statistics behind training verdicts. */
class JudgementTest {
    private static Statement statement(String stated, String compare, double tolerance) {
        String yaml = "lecture: t\nstatements:\n  - id: a\n    statement: s\n    measured: '1'\n    stated: " + stated
                + "\n    compare: " + compare + "\n"
                + (List.of("about", "within", "zero").contains(compare) ? "    tolerance: " + tolerance + "\n" : "");
        return LedgerReader.parse(yaml, "t.yaml").statements().get(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    448     | equal   | 0    | 448     | REPRODUCED
                    448     | equal   | 0    | 449     | DIFFERS
                    448     | equal   | 0    | 448.0   | REPRODUCED
                    138     | about   | 0.001| 138.36  | REPRODUCED
                    138     | about   | 0.001| 138.6   | DIFFERS
                    0.27    | about   | 0    | 0.266752| REPRODUCED
                    0.27    | about   | 0    | 0.2651  | REPRODUCED
                    0.27    | about   | 0    | 0.2649  | DIFFERS
                    60      | about   | 0.03 | 61.7    | REPRODUCED
                    60      | about   | 0.03 | 61.9    | DIFFERS
                    99.1    | within  | 0.2  | 98.95   | REPRODUCED
                    99.1    | within  | 0.2  | 98.8    | DIFFERS
                    100     | above   | 0    | 100     | NOT_REPRODUCED
                    100     | above   | 0    | 100.5   | REPRODUCED
                    1       | below   | 0    | 0.4     | REPRODUCED
                    1       | below   | 0    | 1       | NOT_REPRODUCED
                    32      | atLeast | 0    | 32      | REPRODUCED
                    32      | atMost  | 0    | 33      | NOT_REPRODUCED
                    0       | zero    | 0.1  | -0.05   | REPRODUCED
                    0       | zero    | 0.1  | -0.2    | NOT_REPRODUCED
                    0       | zero    | 0.1  | NaN     | NOT_REPRODUCED
                    0       | above   | 0    | NaN     | NOT_REPRODUCED
                    """)
    void aNumberIsHeldAgainstTheRule(
            String stated, String compare, double tolerance, double measured, Verdict verdict) {
        Statement s = statement(stated, compare, tolerance);
        assertThat(Judgement.of(s, measured, s.tolerance()).verdict()).isEqualTo(verdict);
    }

    @Test
    void listsAreComparedEntryByEntry() {
        Statement s = statement("[1, 2, 3x4]", "equal", 0);
        assertThat(Judgement.of(s, List.of(1L, 2L, "3x4"), 0).verdict()).isEqualTo(Verdict.REPRODUCED);
        Judgement other = Judgement.of(s, List.of(1L, 3L, "3x4"), 0);
        assertThat(other.verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(other.difference()).isEqualTo("value 2: 3 in place of 2: 1 more (+50.0%)");
        assertThat(Judgement.of(s, List.of(1L, 2L, "4x3"), 0).difference()).isEqualTo("value 3: 4x3 in place of 3x4");
        assertThat(Judgement.of(s, List.of(1L, 2L), 0).difference()).isEqualTo("2 values in place of 3");
    }

    @Test
    void anEffectMustHaveItsWholeIntervalOnTheClaimedSide() {
        Statement s = statement("0", "above", 0);
        assertThat(Judgement.of(s, new Estimate(2, 1, 3, 3), 0).verdict()).isEqualTo(Verdict.REPRODUCED);
        Judgement open = Judgement.of(s, new Estimate(2, -1, 5, 3), 0);
        assertThat(open.verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(open.difference()).contains("the interval holds both answers");
        assertThat(Judgement.of(s, new Estimate(-2, -3, -1, 3), 0).difference()).doesNotContain("both answers");
        assertThat(Judgement.of(s, Estimate.of(List.of(5.0)), 0).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
    }

    @Test
    void wholeNumbersAreEqualToTheLastDigit() {
        Statement s = statement("19632062465", "equal", 0);
        assertThat(Judgement.of(s, 19_632_062_465L, 0).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(Judgement.of(s, 19_632_062_464L, 0).verdict()).isEqualTo(Verdict.DIFFERS);
    }

    /** What the interval still holds is not refuted, and one run decides nothing. */
    @Test
    void aFigureDiffersOnlyOutsideTheInterval() {
        Statement s = statement("99.1", "within", 0.2);
        assertThat(Judgement.of(s, new Estimate(99.0, 98.5, 99.5, 3), 0.2).verdict())
                .isEqualTo(Verdict.REPRODUCED);
        Judgement open = Judgement.of(s, new Estimate(98.8, 98.3, 99.3, 3), 0.2);
        assertThat(open.verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(open.difference()).endsWith("; the interval holds both answers");
        assertThat(Judgement.of(s, new Estimate(98.6, 98.4, 98.8, 3), 0.2).verdict())
                .isEqualTo(Verdict.DIFFERS);
        Judgement single = Judgement.of(s, Estimate.of(List.of(99.1)), 0.2);
        assertThat(single.verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(single.difference()).endsWith(": one run decides nothing");
    }

    /** One entry that is refuted refutes the statement, whatever the other one leaves open. */
    @Test
    void anOpenEntryDoesNotSaveOneThatDiffers() {
        Statement s = statement("[99.1, 99.1]", "within", 0.2);
        Estimate open = new Estimate(98.8, 98.3, 99.3, 3);
        Estimate other = new Estimate(90, 89, 91, 3);
        assertThat(Judgement.of(s, List.of(open, other), 0.2).verdict()).isEqualTo(Verdict.DIFFERS);
        assertThat(Judgement.of(s, List.of(open, open), 0.2).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
    }

    @Test
    void aNumberInQuotesIsAMistake() {
        Statement s = statement("'143,667,240'", "equal", 0);
        assertThatThrownBy(() -> Judgement.of(s, 143_667_240L, 0))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("write it without quotes, commas and units");
    }

    /** With Student's quantile 4.30265 for 2 degrees of freedom, and 3.63941 for the 2.43902 that Welch's formula gives. */
    @Test
    void intervalsAreStudentsAndWelchs() {
        Estimate mean = Estimate.of(List.of(98.9, 99.1, 99.2));
        assertThat(mean.mean()).isCloseTo(99.06667, within(1e-5));
        assertThat(mean.low()).isCloseTo(98.68721, within(1e-4));
        assertThat(mean.high()).isCloseTo(99.44612, within(1e-4));
        Estimate welch = Estimate.difference(List.of(99.0, 99.2, 99.1), List.of(97.5, 98.1, 97.8));
        assertThat(welch.mean()).isCloseTo(1.3, within(1e-9));
        double error = Math.sqrt(0.01 / 3 + 0.09 / 3);
        assertThat((welch.high() - welch.mean()) / error).isCloseTo(3.63941, within(1e-4));
        assertThat(welch.low()).isCloseTo(2 * 1.3 - welch.high(), within(1e-9));
    }

    @Test
    void equalRunsHaveAnIntervalOfNoWidth() {
        Estimate e = Estimate.difference(List.of(2.0, 2.0, 2.0), List.of(1.0, 1.0, 1.0));
        assertThat(e).isEqualTo(new Estimate(1, 1, 1, 3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    143667240  | 143,667,240
                    0.26675199 | 0.26675
                    4867.3     | 4,867.3
                    86.0623    | 86.062
                    0          | 0
                    0.0000084  | 8.4e-06
                    123457.4   | 123,457
                    1234567.26 | 1,234,567
                    12345.678  | 12,346
                    """)
    void numbersReadWell(double value, String text) {
        assertThat(Figure.number(value)).isEqualTo(text);
    }
}
