package org.bestiary.experiments.cluster;

import java.util.HashMap;
import java.util.Map;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.study.StudyHistory;
import org.bestiary.experiments.search.study.StudyProgress;
import org.bestiary.reports.study.StudyStore;
import org.bestiary.reports.study.Trial;
import org.bestiary.reports.study.TrialStatus;

/** Tells a view what others do in a study, by looking into the store. What happens between two looks is told at the second. */
final class StudyWatcher {
    private final Sweep sweep;
    private final StudyStore store;
    private final String study;
    private final StudyProgress view;
    private final StudyHistory history;
    private final Map<Integer, Seen> seen = new HashMap<>();

    /** What was told of a trial. */
    private record Seen(int attempts, TrialStatus status, int epoch) {}

    StudyWatcher(Sweep sweep, StudyStore store, String study, StudyProgress view) {
        this.sweep = sweep;
        this.store = store;
        this.study = study;
        this.view = view;
        this.history = new StudyHistory(sweep, store, study);
    }

    /** Takes what there is for told: the trials of an earlier sitting. */
    void skip() {
        Map<Integer, Map<Integer, Double>> values = history.values();
        for (Trial trial : store.trials(study)) {
            int epoch = latest(values.getOrDefault(trial.number(), Map.of()));
            seen.put(trial.number(), new Seen(trial.attempts(), trial.status(), epoch));
        }
    }

    /** Tells what is new. */
    void look() {
        Map<Integer, Map<Integer, Double>> values = history.values();
        for (Trial trial : store.trials(study)) {
            look(trial, values.getOrDefault(trial.number(), Map.of()));
        }
    }

    private void look(Trial trial, Map<Integer, Double> values) {
        int number = trial.number();
        Seen before = seen.getOrDefault(number, new Seen(0, TrialStatus.WAITING, 0));
        Assignment point = StudyHistory.parameters(trial.parameters());
        if (trial.attempts() > before.attempts()) {
            view.started(number, trial.attempts(), point);
        }
        int epoch = latest(values);
        if (epoch > before.epoch() && trial.attempts() > 0) {
            int of = point.get("training.epochs").map(e -> e.asInt()).orElse(sweep.epochs()) * sweep.runsPerTrial();
            view.epoch(number, epoch, of, values.get(epoch));
        }
        boolean gaveBack = trial.status() == TrialStatus.WAITING && before.status() == TrialStatus.RUNNING;
        boolean ranSince = !before.status().isFinished() || trial.attempts() > before.attempts();
        if (gaveBack || trial.status().isFinished() && ranSince) {
            view.ended(number, trial.status(), trial.value(), trial.reason());
        }
        seen.put(number, new Seen(trial.attempts(), trial.status(), epoch));
    }

    private static int latest(Map<Integer, Double> values) {
        return values.keySet().stream().mapToInt(e -> e).max().orElse(0);
    }

    /** Whether a trial is being run. */
    boolean anyRuns() {
        return store.trials(study).stream().anyMatch(t -> t.status() == TrialStatus.RUNNING);
    }
}
