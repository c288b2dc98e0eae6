package org.bestiary.experiments.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.bestiary.common.catalog.FlatForm;
import org.bestiary.experiments.schedule.Schedule;
import org.bestiary.experiments.schedule.Schedules;
import org.junit.jupiter.api.Test;

class ScheduleChoiceTest extends ChoiceContract<Schedule> {
    @Override
    protected FlatForm<Schedule> form() {
        return Schedules.FORM;
    }

    @Override
    protected Map<String, Map<String, Object>> rows() {
        return Map.of(
                "constant", Map.of(),
                "step", Map.of("unit", "steps", "every", 7),
                "multi-step", Map.of("at", List.of(3, 5), "factor", 0.5),
                "exponential", Map.of("factor", 0.5),
                "polynomial", Map.of("power", 2.0),
                "cosine", Map.of("endFactor", 0.25),
                "one-cycle", Map.of("startFactor", 0.5, "peakAt", 0.25));
    }

    private static SpecReader.Located spec(String schedule) {
        return SpecReader.parse(
                "{name: t, model: {id: lenet5}, data: {id: strokes}, training: {epochs: 9, optimizer: {type: sgd,"
                        + " learningRate: 1}, schedule: " + schedule + "}}",
                "t.yaml",
                Map.of());
    }

    @Override
    protected Schedule throughASpec(String flat) {
        return SpecReader.recorded(spec(flat).tree(), "run.json")
                .training()
                .schedule()
                .shape();
    }

    @Override
    protected JsonNode properties() {
        return SchemaTree.ROOT.at("/$defs/training/properties/schedule/properties");
    }

    @Override
    protected String documented() {
        return SpecLibrary.text("example");
    }

    @Test
    void milestonesMustBeGivenAndRise() {
        assertThatThrownBy(() -> spec("{type: multi-step}"))
                .hasMessage("t.yaml:1: training.schedule must have an entry 'at' for multi-step; add it, for example"
                        + " at: [80, 120]");
        assertThatThrownBy(() -> spec("{type: multi-step, at: [5, 3]}"))
                .hasMessage("t.yaml:1: training.schedule.at must rise, but got [5, 3]; the nearest is [3, 5]");
        assertThatThrownBy(() -> spec("{type: multi-step, at: [3, 9]}"))
                .hasMessage("t.yaml:1: training.schedule.at must be below the length of training, 9, but got 9; the"
                        + " nearest is 8");
        assertThatThrownBy(() -> spec("{type: constant, factor: 0.5}"))
                .hasMessage("t.yaml:1: training.schedule.factor is for exponential, multi-step, step, but"
                        + " training.schedule.type is constant; leave it out");
    }
}
