package org.bestiary.experiments.search.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.bestiary.experiments.search.Sweep;
import org.bestiary.experiments.search.method.Observation;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.experiments.search.space.Choice;
import org.bestiary.experiments.search.space.Condition;
import org.bestiary.experiments.search.space.IntegerRange;
import org.bestiary.experiments.search.space.RealRange;
import org.bestiary.experiments.search.space.SearchParameter;
import org.bestiary.experiments.search.study.StudyHistory;
import org.bestiary.reports.study.StudyStore;
import org.bestiary.reports.study.Trial;
import org.bestiary.reports.study.TrialStatus;
import org.bestiary.reports.sweep.SweepAxis;
import org.bestiary.reports.sweep.SweepReport;
import org.bestiary.reports.sweep.SweepTrial;

/** What a study has come to, from the store. */
public final class StudySummary {
    private final Sweep sweep;
    private final String study;
    private final List<Trial> trials;
    private final Map<Integer, Map<Integer, Double>> values;
    private final List<Observation> observations;

    /**
     * Reads a study.
     *
     * @param sweep the sweep
     * @param store where the study is
     * @param study its id
     */
    public StudySummary(Sweep sweep, StudyStore store, String study) {
        this.sweep = sweep;
        this.study = study;
        this.trials = store.trials(study);
        StudyHistory history = new StudyHistory(sweep, store, study);
        this.values = history.values();
        this.observations = history.observations();
    }

    /** The best trial: of the completed ones, or of the pruned ones while none is complete. */
    public Optional<Trial> best() {
        Comparator<Trial> byLoss = Comparator.comparingDouble(this::loss);
        return trials.stream()
                .filter(t -> t.status() == TrialStatus.COMPLETED && t.value().isPresent())
                .min(byLoss)
                .or(() -> trials.stream().filter(t -> t.value().isPresent()).min(byLoss));
    }

    private double loss(Trial trial) {
        return sweep.objective().loss(trial.value().getAsDouble());
    }

    /** Every trial, in the order of their numbers. */
    public List<SweepTrial> trials() {
        return trials.stream().map(this::entry).toList();
    }

    private SweepTrial entry(Trial t) {
        Assignment point = StudyHistory.parameters(t.parameters());
        Map<String, Double> positions = new LinkedHashMap<>();
        for (SearchParameter p : sweep.space().parameters()) {
            point.get(p.path())
                    .ifPresent(v -> positions.put(p.path(), p.dimension().unit(v)));
        }
        List<Double> curve =
                List.copyOf(values.getOrDefault(t.number(), Map.of()).values());
        return new SweepTrial(
                t.number(),
                t.status().label(),
                t.reason(),
                point.values(),
                positions,
                t.value(),
                curve.size(),
                curve,
                t.runIds(),
                t.started(),
                t.finished());
    }

    /**
     * Everything for {@code study.json}.
     *
     * @param complete whether the study is
     */
    public SweepReport report(boolean complete) {
        Map<String, Double> importance = Importance.of(sweep.space(), observations);
        return new SweepReport(
                SweepReport.SCHEMA,
                study,
                sweep.name(),
                complete,
                sweep.source().text(),
                sweep.methodName(),
                sweep.pruning().label(),
                sweep.objective().metric().id(),
                sweep.objective().maximise(),
                sweep.space().parameters().stream()
                        .map(p -> axis(p, importance))
                        .toList(),
                trials(),
                best().map(t -> OptionalInt.of(t.number())).orElse(OptionalInt.empty()),
                progress());
    }

    private static SweepAxis axis(SearchParameter p, Map<String, Double> importance) {
        OptionalDouble share =
                importance.containsKey(p.path()) ? OptionalDouble.of(importance.get(p.path())) : OptionalDouble.empty();
        Optional<String> condition = p.condition().map(Condition::label);
        if (p.dimension() instanceof RealRange r) {
            return new SweepAxis(
                    p.path(),
                    "real",
                    r.log(),
                    OptionalDouble.of(r.low()),
                    OptionalDouble.of(r.high()),
                    List.of(),
                    condition,
                    share);
        }
        if (p.dimension() instanceof IntegerRange r) {
            return new SweepAxis(
                    p.path(),
                    "int",
                    r.log(),
                    OptionalDouble.of(r.low()),
                    OptionalDouble.of(r.high()),
                    List.of(),
                    condition,
                    share);
        }
        return new SweepAxis(
                p.path(),
                "choice",
                false,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                ((Choice) p.dimension()).values(),
                condition,
                share);
    }

    /** Trials count when they end, with all their epochs. */
    private List<SweepReport.Progress> progress() {
        List<Trial> ended = trials.stream()
                .filter(t -> t.finished().isPresent())
                .sorted(Comparator.comparing((Trial t) -> t.finished().get()).thenComparing(Trial::number))
                .toList();
        List<SweepReport.Progress> curve = new ArrayList<>();
        long epochs = 0;
        Optional<Trial> best = Optional.empty();
        for (Trial t : ended) {
            epochs += values.getOrDefault(t.number(), Map.of()).size();
            if (t.value().isPresent() && best.map(b -> loss(t) < loss(b)).orElse(true)) {
                best = Optional.of(t);
                curve.add(new SweepReport.Progress(epochs, t.number(), t.value().getAsDouble()));
            }
        }
        if (best.isPresent() && curve.get(curve.size() - 1).epochs() < epochs) {
            curve.add(new SweepReport.Progress(
                    epochs, best.get().number(), best.get().value().getAsDouble()));
        }
        return curve;
    }
}
