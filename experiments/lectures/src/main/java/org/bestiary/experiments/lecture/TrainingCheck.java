package org.bestiary.experiments.lecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.explain.Deletion;
import org.bestiary.experiments.lecture.Statement.Budget;
import org.bestiary.experiments.lecture.Statement.Experiments;
import org.bestiary.experiments.lecture.Statement.Measure;
import org.bestiary.experiments.lecture.expression.RunsView;
import org.bestiary.experiments.lecture.expression.TestedAgain;
import org.bestiary.reports.run.RunRecord;

/** Decides training statements by finished runs. */
public final class TrainingCheck implements Reproduction.Training {
    private final Path directory;
    private final Optional<Budget> wanted;
    private final Optional<Runner> runner;
    private final ShiftedImages shifts;
    private final SaliencyDeletion saliency;
    private final FilterEnergy filters = new FilterEnergy();
    private Optional<FinishedRuns> known = Optional.empty();

    /** Runs an experiment that has not been run. */
    @FunctionalInterface
    public interface Runner {
        /** Runs all of it, or what is left of it; the runs are in the directory afterwards. */
        void run(SpecReader.Located experiment);
    }

    /**
     * @param directory where runs are
     * @param data where data sets are, for networks that are tested again
     * @param wanted the budget; empty for the full one where its runs are there, and the quick one otherwise
     * @param runner runs what has not been run; empty to leave it
     */
    public TrainingCheck(Path directory, DataDirectory data, Optional<Budget> wanted, Optional<Runner> runner) {
        this.shifts = new ShiftedImages(data);
        this.saliency = new SaliencyDeletion(data);
        this.directory = directory;
        this.wanted = wanted;
        this.runner = runner;
    }

    /** Networks of runs, by the directories where they are. */
    private final class Again implements TestedAgain {
        private final Map<String, Path> places;

        Again(Map<String, Path> places) {
            this.places = places;
        }

        @Override
        public double lostWhenShifted(RunRecord run) {
            return shifts.lost(places.get(run.id()));
        }

        @Override
        public double edges(RunRecord run) {
            return filters.of(places.get(run.id())).edges();
        }

        @Override
        public double colours(RunRecord run) {
            return filters.of(places.get(run.id())).colours();
        }

        @Override
        public double lostToSalient(RunRecord run, Cover instead) {
            Deletion d = saliency.of(places.get(run.id()));
            return (instead == Cover.RANDOM ? d.randomScore() : d.shiftedScore()) - d.salientScore();
        }
    }

    /** The experiments that a statement still needs. */
    private record Open(List<String> missing) {}

    @Override
    public Finding check(Statement s, Reproduction reproduction) {
        long begun = System.nanoTime();
        try {
            List<Budget> budgets = Stream.of(Budget.FULL, Budget.QUICK)
                    .filter(b -> wanted.isEmpty() || wanted.get() == b)
                    .filter(s.budgets()::containsKey)
                    .toList();
            Open open = new Open(List.of());
            for (Budget budget : budgets) {
                Experiments experiments = s.budgets().get(budget);
                if (runner.isPresent() && budget == budgets.get(budgets.size() - 1)) {
                    runMissing(experiments, runner.get());
                }
                List<FinishedRuns.Run> runs = new ArrayList<>();
                List<String> missing = collect(experiments, runs);
                if (missing.isEmpty()) {
                    return decided(s, reproduction, budget, experiments, runs, begun);
                }
                open = new Open(missing);
            }
            return Finding.without(s, Verdict.NOT_RUN, remark(open));
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            return Finding.failed(s, Reproduction.problem(s, e), Reproduction.seconds(begun));
        }
    }

    private String remark(Open open) {
        if (open.missing().isEmpty()) {
            return "there is no experiment for this budget";
        }
        List<String> diverged = open.missing().stream()
                .flatMap(name -> diverged(name).stream())
                .map(r -> r.record().id())
                .toList();
        String commands =
                open.missing().stream().map(name -> "./bestiary run " + name).collect(Collectors.joining(" && "));
        return diverged.isEmpty()
                ? "run it with --run, or: " + commands
                : "training diverged, so that there is nothing to compare; see the reports of "
                        + String.join(", ", diverged) + "; run it again with: " + commands;
    }

    /** What has diverged would do so again: nothing of the statement is run then. */
    private void runMissing(Experiments experiments, Runner run) {
        if (experiments.specs().stream().anyMatch(name -> !diverged(name).isEmpty())) {
            return;
        }
        for (String name : experiments.specs()) {
            SpecReader.Located spec = SpecLibrary.open(name, Map.of());
            if (finished().of(spec).isEmpty()) {
                known = Optional.empty();
                run.run(spec);
            }
        }
    }

    private List<FinishedRuns.Run> diverged(String name) {
        SpecReader.Located spec = SpecLibrary.open(name, Map.of());
        return finished().of(spec).isPresent() ? List.of() : finished().diverged(spec);
    }

    /** The runs of the directory, read once until more are made. */
    private FinishedRuns finished() {
        if (known.isEmpty()) {
            known = Optional.of(FinishedRuns.in(directory));
        }
        return known.get();
    }

    /** Adds the runs that are there, and returns the names of the experiments that are not. */
    private List<String> collect(Experiments experiments, List<FinishedRuns.Run> runs) {
        List<String> missing = new ArrayList<>();
        for (String name : experiments.specs()) {
            finished().of(SpecLibrary.open(name, Map.of())).ifPresentOrElse(runs::addAll, () -> missing.add(name));
        }
        return missing;
    }

    private Finding decided(
            Statement s,
            Reproduction reproduction,
            Budget budget,
            Experiments experiments,
            List<FinishedRuns.Run> runs,
            long begun) {
        ComparableRuns.check(runs);
        Map<String, Path> places =
                runs.stream().collect(Collectors.toMap(r -> r.record().id(), FinishedRuns.Run::directory, (a, b) -> a));
        RunsView view = new RunsView(runs.stream().map(FinishedRuns.Run::record).toList(), new Again(places));
        Map<String, Object> variables = Map.of("runs", view);
        Object measured = reproduction.value(((Measure.Expression) s.measure()).text(), variables);
        Finding f = reproduction.judged(s, measured, experiments.tolerance(), variables, begun);
        String word = budget.name().toLowerCase(Locale.ROOT) + " budget";
        String remark = experiments.note().isEmpty() ? word : word + " (" + experiments.note() + ")";
        return new Finding(
                s,
                f.verdict(),
                f.measured(),
                f.difference(),
                f.explanation(),
                f.problem(),
                remark,
                runs.stream().map(FinishedRuns.Run::directory).toList(),
                f.seconds());
    }
}
