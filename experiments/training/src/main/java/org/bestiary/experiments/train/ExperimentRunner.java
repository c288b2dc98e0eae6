package org.bestiary.experiments.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bestiary.common.fetch.ProgressLines;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.TryOut;
import org.bestiary.experiments.transfer.Base;
import org.bestiary.experiments.transfer.BaseFinder;
import org.bestiary.reports.html.ExperimentPage;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.store.RunSink;

/**
 * Runs all networks, folds and seeds of an experiment, one after the other, or goes on with what was stopped. The images that were
 * read last are kept for the next experiment on the same data.
 */
public final class ExperimentRunner {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Path runs;
    private final String command;
    private final TrainingView view;
    private final RunSink sink;
    private final SharedImages images;
    private final BaseFinder bases;

    /** A runner whose runs are in their directories only; see the other constructor. */
    public ExperimentRunner(Path runs, DataDirectory dataDirectory, String command, TrainingView view) {
        this(runs, dataDirectory, command, view, RunSink.NONE);
    }

    /**
     * @param runs the directory that holds run directories; created if need be
     * @param dataDirectory where data sets are
     * @param command what the user typed, for the record
     * @param view is told of progress
     * @param sink is told of every record that is written to a run's directory
     */
    public ExperimentRunner(Path runs, DataDirectory dataDirectory, String command, TrainingView view, RunSink sink) {
        this.runs = runs;
        this.bases = new BaseFinder(runs, dataDirectory, new ProgressLines(view::note));
        this.command = command;
        this.view = view;
        this.sink = sink;
        this.images = new SharedImages(dataDirectory, view);
    }

    /**
     * A finished (or stopped) run and where it is.
     *
     * @param record its record
     * @param directory its directory
     */
    public record Outcome(RunRecord record, Path directory) {}

    /**
     * Runs an experiment. A run that diverges does not keep the others from running; a stop by the user does.
     *
     * @param located the spec
     * @param stop the user's wish to stop
     * @return one outcome per run that was begun, in order
     */
    public List<Outcome> run(SpecReader.Located located, StopSignal stop) {
        Optional<List<Outcome>> stopped = prepare(located, stop);
        return stopped.orElseGet(() -> start(located, stop));
    }

    /**
     * Checks all that can be checked before the first run, and runs what networks begin with.
     *
     * @return what was stopped by the user meanwhile; empty if the experiment may begin
     */
    private Optional<List<Outcome>> prepare(SpecReader.Located located, StopSignal stop) {
        for (SpecReader.Located network : located.each()) {
            Plan plan = Plan.of(network);
            MemoryLimit.check(plan);
            List<Outcome> base = runBase(network, stop);
            if (base.stream().anyMatch(o -> o.record().status() == RunStatus.INTERRUPTED)) {
                return Optional.of(base);
            }
            base.stream()
                    .filter(o -> o.record().status() == RunStatus.DIVERGED)
                    .findFirst()
                    .ifPresent(o -> {
                        throw network.mistake(
                                BaseFinder.PATH,
                                BaseFinder.PATH + " names an experiment that must have been completed, but "
                                        + o.record().id() + " diverged; see "
                                        + o.directory().resolve("report.html")
                                        + ", and begin with something else");
                    });
            bases.find(network, baseOf(network));
            plan.length(images.of(plan));
        }
        return Optional.empty();
    }

    /** The experiment whose result a network begins with; a trial of it for a trial. */
    private static Optional<SpecReader.Located> baseOf(SpecReader.Located network) {
        TryOut trial = network.spec().trial();
        return BaseFinder.experiment(network)
                .map(base ->
                        trial == TryOut.NONE ? base : TryOuts.of(base.each().get(0), TryOut.SMOKE));
    }

    /**
     * Runs what is left of the experiment that a network begins with the result of, if there is one and it has not been
     * completed. Trials are short, and begin anew.
     */
    private List<Outcome> runBase(SpecReader.Located network, StopSignal stop) {
        Optional<SpecReader.Located> base =
                baseOf(network).filter(b -> bases.newest(b).isEmpty());
        if (base.isEmpty()) {
            return List.of();
        }
        view.note(network.spec().name() + " begins with the result of "
                + base.get().spec().name() + ", which is run first");
        return network.spec().trial() == TryOut.NONE ? runOrGoOn(base.get(), stop) : run(base.get(), stop);
    }

    /**
     * Runs a trial of each network of an experiment, with its first seed and fold. A smoke test is stopped in the middle and
     * resumed, as a user would.
     *
     * @param located the spec
     * @param trial which one
     * @param stop the user's wish to stop
     */
    public List<Outcome> tryOut(SpecReader.Located located, TryOut trial, StopSignal stop) {
        List<ExperimentSpec> shortened = new ArrayList<>();
        for (SpecReader.Located network : located.firstFolds()) {
            shortened.add(TryOuts.of(network, trial).spec());
        }
        return run(new SpecReader.Located(shortened, located.place()), stop);
    }

    /**
     * Goes on with a run from its last checkpoint.
     *
     * @param directory the run's directory
     * @param stop the user's wish to stop
     * @throws RunException if the run is complete, or its data have changed
     */
    public Outcome resume(RunDirectory directory, StopSignal stop) {
        return resume(directory, stop::requested, 1, 1);
    }

    /**
     * Goes on with every run of an experiment that has not ended: those that were stopped, and those not begun.
     *
     * @param directory of any run of the experiment
     * @param stop the user's wish to stop
     * @return one outcome per run that was gone on with, in order
     * @throws RunException if all have ended, or the data have changed
     */
    public List<Outcome> resumeAll(RunDirectory directory, StopSignal stop) {
        Optional<Experiment> experiment = Experiment.read(directory);
        if (experiment.isEmpty()) {
            return List.of(resume(directory, stop));
        }
        List<Outcome> outcomes = work(experiment.get(), stop);
        if (outcomes.isEmpty()) {
            throw new RunException("only an experiment that has not ended can go on, but all "
                    + experiment.get().entries().size() + " runs of "
                    + directory.read().experiment() + " have ended");
        }
        return outcomes;
    }

    /**
     * Goes on with the newest attempt at an experiment that was stopped, or runs it where there is none.
     *
     * @param located the spec; only attempts at exactly this one, with the images and weights of today, count
     * @param stop the user's wish to stop
     * @return one outcome per run that was gone on with or begun, in order
     */
    public List<Outcome> runOrGoOn(SpecReader.Located located, StopSignal stop) {
        Optional<List<Outcome>> stopped = prepare(located, stop);
        if (stopped.isPresent()) {
            return stopped.get();
        }
        Attempts attempts = new Attempts(runs);
        for (SpecReader.Located network : located.each()) {
            attempts.expect(
                    network,
                    images.of(Plan.of(network)),
                    bases.find(network, baseOf(network)).map(Base::sha256));
        }
        Optional<Experiment> begun = attempts.newest(this::hasEnded);
        if (begun.isEmpty()) {
            return start(located, stop);
        }
        view.note("going on with " + begun.get().entries().get(0).id() + " and the runs beside it");
        return work(begun.get(), stop);
    }

    /** How many runs of the experiment that a run belongs to have not ended, itself left out. */
    public int unfinishedBeside(RunDirectory directory) {
        return (int) Experiment.read(directory).stream()
                .flatMap(p -> p.entries().stream())
                .filter(e -> !e.id().equals(directory.id()) && !hasEnded(e))
                .count();
    }

    /** Begins an experiment. Should another process begin one of the same name in this very moment, this one gets other ids. */
    private List<Outcome> start(SpecReader.Located located, StopSignal stop) {
        while (true) {
            Experiment experiment = Experiment.of(located, runs, TIME.format(LocalDateTime.now()));
            RunDirectory first;
            try {
                first = RunDirectory.create(runs, experiment.entries().get(0).id());
            } catch (RunException e) {
                if (e.getCause() instanceof FileAlreadyExistsException) {
                    continue;
                }
                throw e;
            }
            return work(experiment, Optional.of(first), stop);
        }
    }

    private List<Outcome> work(Experiment experiment, StopSignal stop) {
        return work(experiment, Optional.empty(), stop);
    }

    /** Runs what has not ended of an experiment; the directory of its first run may have been made already. */
    private List<Outcome> work(Experiment experiment, Optional<RunDirectory> made, StopSignal stop) {
        List<Outcome> outcomes = new ArrayList<>();
        int number = 0;
        int of = experiment.entries().size();
        for (Experiment.PlannedRun entry : experiment.entries()) {
            number++;
            if (hasEnded(entry)) {
                continue;
            }
            outcomes.add(
                    isBegun(entry)
                            ? resume(directory(entry), stop::requested, number, of)
                            : begin(experiment, entry, made, stop, number));
            if (stop.requested()) {
                break;
            }
        }
        if (of > 1) {
            summarise(experiment);
        }
        return outcomes;
    }

    private Outcome begin(
            Experiment experiment,
            Experiment.PlannedRun entry,
            Optional<RunDirectory> made,
            StopSignal stop,
            int number) {
        Plan plan = Plan.of(located(entry));
        ExperimentSpec spec = plan.spec();
        LoadedDataset data = images.of(plan);
        RunDirectory directory = made.filter(d -> d.id().equals(entry.id()))
                .orElseGet(() -> RunDirectory.createOrTake(runs, entry.id()));
        RunSession session = new RunSession(plan, data, directory, view, sink);
        RunRecord begun = alone(
                directory,
                () -> session.begin(
                        entry, command, () -> bases.find(plan.origin(), baseOf(plan.origin())), experiment));
        int of = experiment.entries().size();
        if (spec.trial() == TryOut.SMOKE) {
            long stopAfter = TryOuts.smokeStop(plan, data);
            long[] updates = {0};
            Outcome first = execute(session, begun, number, of, () -> ++updates[0] >= stopAfter || stop.requested());
            return first.record().status() != RunStatus.INTERRUPTED || stop.requested()
                    ? first
                    : resume(session.directory(), stop::requested, number, of);
        }
        return execute(session, begun, number, of, stop::requested);
    }

    private Outcome resume(RunDirectory directory, BooleanSupplier stop, int number, int of) {
        RunRecord record = directory.read();
        if (record.status() == RunStatus.COMPLETED) {
            throw new RunException("only a run that has not ended can go on, but " + record.id()
                    + " is complete; its report is " + directory.reportFile());
        }
        Plan plan = Plan.of(recorded(record.spec(), directory.recordFile().toString()));
        if (plan.spec().trial() == TryOut.OVERFIT_ONE_BATCH) {
            throw new RunException("a trial of one batch does not go on, got " + record.id() + "; start it again");
        }
        LoadedDataset data = images.of(plan);
        SameData.check(record, data, "the experiment");
        return execute(new RunSession(plan, data, directory, view, sink), record, number, of, stop);
    }

    private static Outcome execute(RunSession session, RunRecord record, int number, int of, BooleanSupplier stop) {
        RunDirectory directory = session.directory();
        return new Outcome(alone(directory, () -> session.execute(record, number, of, stop)), directory.path());
    }

    @SuppressWarnings("try") // the lock is only held
    private static RunRecord alone(RunDirectory directory, Supplier<RunRecord> work) {
        try (RunLock held = RunLock.of(directory)) {
            return work.get();
        }
    }

    private static SpecReader.Located recorded(JsonNode spec, String origin) {
        return new SpecReader.Located(SpecReader.recorded(spec, origin), origin, Map.of(), Map.of());
    }

    private static SpecReader.Located located(Experiment.PlannedRun entry) {
        return recorded(entry.spec(), entry.id());
    }

    private RunDirectory directory(Experiment.PlannedRun entry) {
        return RunDirectory.open(runs.resolve(entry.id()));
    }

    private boolean isBegun(Experiment.PlannedRun entry) {
        return Files.exists(runs.resolve(entry.id()).resolve("run.json"));
    }

    private boolean hasEnded(Experiment.PlannedRun entry) {
        if (!isBegun(entry)) {
            return false;
        }
        RunStatus status = directory(entry).read().status();
        boolean oneBatch = entry.spec().path("trial").asText().equals(TryOut.OVERFIT_ONE_BATCH.label());
        return status == RunStatus.COMPLETED || status == RunStatus.DIVERGED || oneBatch && status == RunStatus.FAILED;
    }

    /** A page over all runs, beside their directories. */
    private void summarise(Experiment experiment) {
        List<RunDirectory> begun = experiment.entries().stream()
                .filter(this::isBegun)
                .map(this::directory)
                .toList();
        if (begun.size() > 1) {
            Path page = runs.resolve(experiment.page());
            ExperimentPage.write(begun, page);
            view.note("all runs: " + page);
        }
    }
}
