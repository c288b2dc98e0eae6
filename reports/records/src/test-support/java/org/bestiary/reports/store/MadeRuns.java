package org.bestiary.reports.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.bestiary.reports.SampleRun;
import org.bestiary.reports.database.Database;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.evaluation.ConfusionMatrix;
import org.bestiary.reports.run.BestEpoch;
import org.bestiary.reports.run.DatasetSummary;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.ModelSummary;
import org.bestiary.reports.run.Provenance;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.run.TestEvaluation;

/** Runs with figures that a test can choose. */
public final class MadeRuns {
    static final Instant FIRST_START = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> CLASSES = List.of("cat", "dog");

    private MadeRuns() {}

    /** A run that has just begun, some hours after {@link #FIRST_START}. */
    public static RunRecord started(String id, String model, int hours, int batch, double learningRate) {
        ObjectNode spec = JsonNodeFactory.instance.objectNode().put("name", model + "-sample");
        ObjectNode training = spec.putObject("training").put("batch", batch);
        training.putObject("optimizer").put("type", "adam").put("learningRate", learningRate);
        spec.putArray("seeds").add(1).add(2);
        return RunRecord.started(
                id,
                model + "-sample",
                hours,
                spec,
                new ModelSummary(
                        model,
                        model,
                        model.replaceAll("\\d.*", ""),
                        "fast",
                        "1x28x28",
                        2,
                        1000,
                        1000,
                        5000,
                        0,
                        List.of(),
                        OptionalLong.empty(),
                        Optional.empty()),
                new DatasetSummary("strokes", "Strokes", "ab".repeat(32), "1x28x28", CLASSES, 90, 10, 100),
                provenance(FIRST_START.plusSeconds(3600L * hours)));
    }

    /** The same, trained for so many epochs and tested. */
    public static RunRecord completed(RunRecord started, int epochs, int rightOfHundred) {
        List<EpochMetrics> metrics = new ArrayList<>();
        for (int e = 1; e <= epochs; e++) {
            metrics.add(epoch(e, 1.0 / e));
        }
        ConfusionMatrix matrix = new ConfusionMatrix(2);
        for (int i = 0; i < 100; i++) {
            matrix.add(i % 2, i < rightOfHundred ? i % 2 : 1 - i % 2);
        }
        return started.withEpochs(metrics, Optional.of(new BestEpoch(epochs, OptionalDouble.of(rightOfHundred - 1), BestEpoch.By.ACCURACY)))
                .withTest(TestEvaluation.of(matrix, 0.25, CLASSES))
                .withStatus(RunStatus.COMPLETED, Optional.empty());
    }

    public static EpochMetrics epoch(int number, double loss) {
        return new EpochMetrics(
                number, 10, 0.01, loss, OptionalDouble.of(50), OptionalDouble.empty(), OptionalDouble.of(51), 2, 900);
    }

    private static Provenance provenance(Instant startedAt) {
        return new Provenance(
                "0.1.0",
                "5f3c2a9",
                "./bestiary run sample",
                "OpenJDK 17",
                "Linux",
                "AMD EPYC 7763",
                24_576,
                "nd4j-native",
                "fast",
                2,
                Map.of("dl4j", "1.0.0-M2.1"),
                Map.of("init", 7L),
                startedAt,
                Optional.empty(),
                48.5,
                41.5,
                OptionalLong.empty(),
                OptionalDouble.empty());
    }

    /** Writes a run's directory. */
    public static Path write(Path runs, RunRecord record) {
        RunDirectory directory = RunDirectory.create(runs, record.id());
        directory.write(record);
        return directory.path();
    }

    /** Keeps many runs in a store that have no directory. */
    public static void keep(StoreLocation location, List<RunRecord> records) {
        try (JdbcRunStore store = new JdbcRunStore(Database.open(location))) {
            store.saveAll(records, location.runs());
        }
    }

    /** Any run at all, for tests that only count. */
    static RunRecord any(String id) {
        return SampleRun.completed(id, SampleRun.DIGITS, 3, 1);
    }
}
