package org.bestiary.experiments.lecture.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.assertj.core.data.Offset;
import org.bestiary.reports.run.DatasetSummary;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.ModelSummary;
import org.bestiary.reports.run.Provenance;
import org.bestiary.reports.run.RunRecord;
import org.junit.jupiter.api.Test;

/** Values of runs against those worked out by hand. */
class RunsViewTest {
    private static final Offset<Double> EXACT = within(1e-12);

    private static RunRecord run(String id, String model, double... validation) {
        List<EpochMetrics> epochs = new ArrayList<>();
        for (int e = 1; e <= validation.length; e++) {
            epochs.add(new EpochMetrics(
                    e,
                    10,
                    0.01,
                    1.0 / e,
                    OptionalDouble.of(50),
                    OptionalDouble.of(1),
                    OptionalDouble.of(validation[e - 1]),
                    1,
                    100));
        }
        return RunRecord.started(
                        id,
                        "sample",
                        1,
                        JsonNodeFactory.instance.objectNode(),
                        new ModelSummary(
                                model,
                                model,
                                "vgg",
                                "fast",
                                "3x32x32",
                                10,
                                1,
                                1,
                                1,
                                1,
                                List.of(),
                                OptionalLong.empty(),
                                Optional.empty()),
                        new DatasetSummary(
                                "strokes", "Strokes", "ab".repeat(32), "1x28x28", List.of("a", "b"), 9, 1, 5),
                        new Provenance(
                                "1",
                                "none",
                                "test",
                                "17",
                                "none",
                                "none",
                                1,
                                "none",
                                "fast",
                                1,
                                Map.of(),
                                Map.of(),
                                Instant.EPOCH,
                                Optional.empty(),
                                0,
                                0,
                                OptionalLong.empty(),
                                OptionalDouble.empty()))
                .withEpochs(epochs, Optional.empty());
    }

    private static RunsView runs() {
        TestedAgain never = new TestedAgain() {
            @Override
            public double lostWhenShifted(RunRecord run) {
                throw new AssertionError("nothing is tested again");
            }

            @Override
            public double edges(RunRecord run) {
                throw new AssertionError("nothing is tested again");
            }

            @Override
            public double colours(RunRecord run) {
                throw new AssertionError("nothing is tested again");
            }

            @Override
            public double lostToSalient(RunRecord run, Cover instead) {
                throw new AssertionError("nothing is tested again");
            }
        };
        return new RunsView(
                List.of(
                        run("a", "vgg11", 10, 20, 40, 50),
                        run("b", "vgg11", 10, 30, 30, 30),
                        run("c", "vgg11-bn", 40, 60, 70, 80),
                        run("d", "vgg11-bn", 16, 24, 60, 70)),
                never);
    }

    /** Means of 50 and 30 are 40; 80% of it are 32. */
    @Test
    void oneGoalForAllNetworks() {
        RunsView plain = runs().model("vgg11");
        RunsView normalised = runs().model("vgg11-bn");
        assertThat(plain.epochsToShareOf(0.8, plain).get(0)).isCloseTo(2 + 12.0 / 20, EXACT);
        assertThat(plain.epochsToShareOf(0.8, plain).get(1)).as("never").isEqualTo(5.0);
        assertThat(normalised.epochsToShareOf(0.8, plain).get(0)).isCloseTo(32.0 / 40, EXACT);
        assertThat(normalised.epochsToShareOf(0.8, plain).get(1)).isCloseTo(2 + 8.0 / 36, EXACT);
    }

    @Test
    void ownGoals() {
        assertThat(runs().model("vgg11").epochsToShare(0.8)).containsExactly(3.0, 2.0);
        assertThat(runs().get("lastValidationAccuracy")).isEqualTo(List.of(50.0, 30.0, 80.0, 70.0));
        assertThat(runs().get("generalisationGap")).isEqualTo(List.of(0.0, 20.0, -30.0, -20.0));
        assertThat(runs().get("trainLoss")).isEqualTo(List.of(0.25, 0.25, 0.25, 0.25));
    }
}
