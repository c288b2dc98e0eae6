package org.bestiary.experiments.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bestiary.experiments.config.SweepSource;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.SweepReader;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.study.Studies;
import org.bestiary.experiments.search.study.StudyProgress;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.study.Lease;
import org.bestiary.reports.study.StudyStore;
import org.bestiary.reports.study.TrialStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyWatcherTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    private Path runs;

    private final List<String> told = new ArrayList<>();

    private final StudyProgress view = new StudyProgress() {
        @Override
        public void started(int number, int attempt, Assignment parameters) {
            told.add("trial " + number + " attempt " + attempt);
        }

        @Override
        public void epoch(int number, int epoch, int of, double value) {
            told.add("trial " + number + " epoch " + epoch + " of " + of + ": " + value);
        }

        @Override
        public void ended(int number, TrialStatus status, OptionalDouble value, Optional<String> reason) {
            told.add("trial " + number + " " + status.label());
        }
    };

    private List<String> look(StudyWatcher watcher) {
        told.clear();
        watcher.look();
        return List.copyOf(told);
    }

    @Test
    void whatOthersDoInTheStoreIsToldOnce() {
        Sweep sweep = SweepReader.read(SweepSource.parse("""
                name: watched
                model: {id: lenet5}
                data: {id: strokes, validation: 0.1}
                training:
                  epochs: 3
                  optimizer: {type: adam, learningRate: 0.001}
                search:
                  space:
                    training.batch: {choice: [16, 32]}
                  budget: {trials: 2}
                """, "watched.yaml", Map.of()));
        var point = JsonNodeFactory.instance.objectNode().put("training.batch", 16);
        try (StudyStore store = StudyStore.open(StoreLocation.beside(runs))) {
            String study = Studies.create(sweep, store);
            store.add(study, 0, point);
            Lease first = store.claim(study, "one", LONG).orElseThrow();
            store.report(first, 1, 50);
            store.complete(first, 50, point);

            StudyWatcher watcher = new StudyWatcher(sweep, store, study, view);
            watcher.skip();
            assertThat(look(watcher)).as("an earlier sitting").isEmpty();

            store.add(study, 1, point);
            Lease lease = store.claim(study, "two", LONG).orElseThrow();
            store.report(lease, 1, 80);
            assertThat(watcher.anyRuns()).isTrue();
            assertThat(look(watcher)).containsExactly("trial 1 attempt 1", "trial 1 epoch 1 of 3: 80.0");
            assertThat(look(watcher)).isEmpty();

            store.release(lease);
            assertThat(look(watcher)).containsExactly("trial 1 waiting");
            Lease again = store.claim(study, "three", LONG).orElseThrow();
            store.report(again, 2, 85);
            store.prune(again, OptionalDouble.of(85), "others were better", point);
            assertThat(look(watcher))
                    .containsExactly("trial 1 attempt 2", "trial 1 epoch 2 of 3: 85.0", "trial 1 pruned");
            assertThat(look(watcher)).isEmpty();
            assertThat(watcher.anyRuns()).isFalse();

            store.promote(study, 1, 3);
            Lease last = store.claim(study, "four", LONG).orElseThrow();
            store.report(last, 3, 86);
            store.complete(last, 86, point);
            assertThat(look(watcher))
                    .as("all of it between two looks")
                    .containsExactly("trial 1 attempt 3", "trial 1 epoch 3 of 3: 86.0", "trial 1 completed");
        }
    }
}
