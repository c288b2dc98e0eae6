package org.bestiary.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.bestiary.reports.run.EpochMetric.Quantity;
import org.bestiary.reports.run.EpochMetric.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EpochMetricTest {
    private static final EpochMetrics EPOCH = new EpochMetrics(
            3,
            40,
            0.01,
            0.7,
            OptionalDouble.of(80.25),
            OptionalDouble.of(Double.NaN),
            OptionalDouble.empty(),
            12.5,
            99);

    private static Map<EpochMetric, OptionalDouble> values() {
        Map<EpochMetric, OptionalDouble> values = new EnumMap<>(EpochMetric.class);
        Stream.of(EpochMetric.values()).forEach(m -> values.put(m, m.of(EPOCH)));
        return values;
    }

    @Test
    void theCatalogueIsInStepWithTheRecord() {
        assertThat(Stream.of(EpochMetric.values()).map(EpochMetric::id))
                .containsExactlyElementsOf(Stream.of(EpochMetrics.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    @Test
    void anEpochIsMadeOfItsMetrics() {
        assertThat(EpochMetrics.of(values())).isEqualTo(EPOCH);
    }

    @ParameterizedTest
    @EnumSource(names = {"EPOCH", "STEPS", "LEARNING_RATE", "TRAIN_LOSS", "SECONDS", "IMAGES_PER_SECOND"})
    void whatEveryEpochHasIsAskedFor(EpochMetric metric) {
        Map<EpochMetric, OptionalDouble> values = values();
        values.put(metric, OptionalDouble.empty());
        assertThatThrownBy(() -> EpochMetrics.of(values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epochs." + metric.id() + " must be given, got nothing; add it");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadBack(EpochMetric metric) {
        String written = metric.number(EPOCH).map(Object::toString).orElse("");
        assertThat(metric.parse(written)).isEqualTo(metric.of(EPOCH));
        assertThat(EpochMetric.find(metric.id())).contains(metric);
    }

    @Test
    void namesFollowFromTheId() {
        EpochMetric metric = Quantity.ACCURACY.on(Split.VALIDATION).orElseThrow();
        assertThat(metric).isEqualTo(EpochMetric.VALIDATION_ACCURACY);
        assertThat(metric.column()).isEqualTo("validation_accuracy");
        assertThat(metric.words()).isEqualTo("validation accuracy");
        assertThat(metric.heading()).isEqualTo("Validation %");
        assertThat(EpochMetric.TRAIN_LOSS.heading()).isEqualTo("Training loss");
        assertThat(EpochMetric.IMAGES_PER_SECOND.column()).isEqualTo("images_per_second");
        assertThat(EpochMetric.find("accuracy")).isEmpty();
    }

    @Test
    void wholeNumbersAreReadAsSuch() {
        assertThat(EpochMetric.EPOCH.number(EPOCH)).contains(3L);
        assertThatThrownBy(() -> EpochMetric.EPOCH.parse("3.5")).isInstanceOf(IllegalArgumentException.class);
    }
}
