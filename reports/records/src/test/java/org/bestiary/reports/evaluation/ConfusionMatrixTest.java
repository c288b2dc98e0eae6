package org.bestiary.reports.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    private static final List<String> NAMES = List.of("cat", "dog", "owl");

    /** Ten animals by hand: cat 3 of 4 right, dog 2 of 4, owl 2 of 2. */
    private static ConfusionMatrix tenAnimals() {
        return ConfusionMatrix.of(List.of(List.of(3, 1, 0), List.of(1, 2, 1), List.of(0, 0, 2)));
    }

    @Test
    void countsByHand() {
        ConfusionMatrix matrix = tenAnimals();

        assertThat(matrix.examples()).isEqualTo(10);
        assertThat(matrix.correct()).isEqualTo(7);
        assertThat(matrix.top1()).hasValue(70);
        assertThat(matrix.support(1)).isEqualTo(4);
        assertThat(matrix.predictedAs(2)).isEqualTo(3);
    }

    @Test
    void figuresPerClassByHand() {
        List<ClassMetrics> metrics = tenAnimals().perClass(NAMES);

        assertThat(metrics).extracting(ClassMetrics::name).isEqualTo(NAMES);
        assertThat(metrics.get(0).precision()).hasValue(75);
        assertThat(metrics.get(0).recall()).hasValue(75);
        assertThat(metrics.get(1).precision().orElseThrow()).isCloseTo(66.6667, within(1e-4));
        assertThat(metrics.get(1).recall()).hasValue(50);
        assertThat(metrics.get(1).f1().orElseThrow()).isCloseTo(57.1429, within(1e-4));
        assertThat(metrics.get(2).recall()).hasValue(100);
        assertThat(metrics.get(2).f1()).hasValue(80);
        assertThat(metrics.get(2).support()).isEqualTo(2);
    }

    @Test
    void leavesUndefinedFiguresEmpty() {
        ConfusionMatrix matrix = new ConfusionMatrix(3);
        matrix.add(0, 1);

        List<ClassMetrics> metrics = matrix.perClass(NAMES);

        assertThat(metrics.get(0).precision()).as("never predicted").isEmpty();
        assertThat(metrics.get(0).recall()).hasValue(0);
        assertThat(metrics.get(1).recall()).as("no example").isEmpty();
        assertThat(metrics.get(2).f1()).isEmpty();
        assertThat(new ConfusionMatrix(2).top1()).isEmpty();
    }

    @Test
    void addsTheMatrixOfAnotherThread() {
        ConfusionMatrix matrix = tenAnimals();
        matrix.add(tenAnimals());

        assertThat(matrix.rows()).isEqualTo(List.of(List.of(6, 2, 0), List.of(2, 4, 2), List.of(0, 0, 4)));
        assertThatThrownBy(() -> matrix.add(new ConfusionMatrix(2))).hasMessageContaining("got 3 and 2");
    }

    @Test
    void refusesWhatIsNoMatrix() {
        assertThatThrownBy(() -> ConfusionMatrix.of(List.of(List.of(1, 2), List.of(3))))
                .hasMessageContaining("must be square, got row 1 of 1 in a matrix of 2");
        assertThatThrownBy(() -> ConfusionMatrix.of(List.of(List.of(-1)))).hasMessageContaining("got -1");
        assertThatThrownBy(() -> new ConfusionMatrix(0)).hasMessageContaining("at least 1, got 0");
        assertThatThrownBy(() -> tenAnimals().perClass(List.of("cat"))).hasMessageContaining("got 1 names for 3");
    }
}
