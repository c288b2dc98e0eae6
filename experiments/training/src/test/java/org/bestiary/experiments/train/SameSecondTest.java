package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.reports.run.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments of one name that begin at once. */
class SameSecondTest {
    private static final int SIDE_BY_SIDE = 4;

    @TempDir
    private Path runs;

    private static SpecReader.Located spec() {
        return SpecReader.parse("""
                name: same
                model: {id: mnist-dense}
                data: {id: strokes, limit: 40, validation: 0}
                training: {epochs: 1, batch: 20, optimizer: {type: sgd, learningRate: 0.01}}
                seeds: [1, 2]
                """, "same.yaml", Map.of());
    }

    @Test
    void idsOfAllSeedsGetANumberMore() {
        Experiment first = Experiment.of(spec(), runs, "now");
        assertThat(first.entries()).extracting(Experiment.PlannedRun::id).containsExactly("same-now-s1", "same-now-s2");
        RunDirectory.create(runs, "same-now-s2");
        assertThat(Experiment.of(spec(), runs, "now").entries())
                .extracting(Experiment.PlannedRun::id)
                .containsExactly("same-now-s1.2", "same-now-s2.2");
        RunDirectory.create(runs, "same-now-s1.2");
        Experiment third = Experiment.of(spec(), runs, "now");
        assertThat(third.entries().get(0).id()).isEqualTo("same-now-s1.3");
        assertThat(third.page()).isEqualTo("same-now.3.html");
    }

    @Test
    void eachBeginsAndEnds() throws Exception {
        // Reads the data, so that all begin together.
        Path data = runs.resolve("data");
        ExecutorService workers = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try (StopSignal never = StopSignal.listen()) {
            List<ExperimentRunner> runners = new ArrayList<>();
            for (int i = 0; i < SIDE_BY_SIDE; i++) {
                ExperimentRunner runner =
                        new ExperimentRunner(runs, new DataDirectory(data), "a test", new TrainingView() {});
                runners.add(runner);
            }
            List<Future<List<ExperimentRunner.Outcome>>> begun = new ArrayList<>();
            for (ExperimentRunner runner : runners) {
                begun.add(workers.submit(() -> runner.run(spec(), never)));
            }
            List<Path> directories = new ArrayList<>();
            for (Future<List<ExperimentRunner.Outcome>> outcomes : begun) {
                outcomes.get().forEach(o -> directories.add(o.directory()));
            }
            assertThat(directories).hasSize(2 * SIDE_BY_SIDE).doesNotHaveDuplicates();
        } finally {
            workers.shutdownNow();
        }
    }
}
