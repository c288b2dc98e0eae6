package org.bestiary.experiments.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.config.Trial;
import org.bestiary.experiments.config.Validation;
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
    private final DataDirectory dataDirectory;
    private final String command;
    private final TrainingView view;
    private final RunSink sink;
    private final Images images = new Images();
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
        this.dataDirectory = dataDirectory;
        this.bases = new BaseFinder(runs, dataDirectory);
        this.command = command;
        this.view = view;
        this.sink = sink;
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
        return stopped.orElseGet(() -> work(Programme.of(located, runs, TIME.format(LocalDateTime.now())), stop));
    }

    /**
     * Checks all that can be checked before the first run, and runs what networks begin with.
     *
     * @return what was stopped by the user meanwhile; empty if the experiment may begin
     */
    private Optional<List<Outcome>> prepare(SpecReader.Located located, StopSignal stop) {
        for (SpecReader.Located network : located.each()) {
            Plan plan = Plan.of(network);
            MemoryLimit.check(plan, network);
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
            plan.length(images.of(plan, network), network);
        }
        return Optional.empty();
    }

    /** The experiment whose result a network begins with; a trial of it for a trial. */
    private static Optional<SpecReader.Located> baseOf(SpecReader.Located network) {
        Trial trial = network.spec().trial();
        return BaseFinder.experiment(network)
                .map(base -> trial == Trial.NONE ? base : Trials.of(base.each().get(0), Trial.SMOKE));
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
        return network.spec().trial() == Trial.NONE ? runOrGoOn(base.get(), stop) : run(base.get(), stop);
    }

    /**
     * Runs a trial of each network of an experiment, with its first seed and fold. A smoke test is stopped in the middle and
     * resumed, as a user would.
     *
     * @param located the spec
     * @param trial which one
     * @param stop the user's wish to stop
     */
    public List<Outcome> tryOut(SpecReader.Located located, Trial trial, StopSignal stop) {
        List<ExperimentSpec> shortened = new ArrayList<>();
        for (SpecReader.Located network : located.firstFolds()) {
            shortened.add(Trials.of(network, trial).spec());
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
        Optional<Programme> programme = Programme.read(directory);
        if (programme.isEmpty()) {
            return List.of(resume(directory, stop));
        }
        List<Outcome> outcomes = work(programme.get(), stop);
        if (outcomes.isEmpty()) {
            throw new RunException("only an experiment that has not ended can go on, but all "
                    + programme.get().entries().size() + " runs of "
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
                    images.of(Plan.of(network), network),
                    bases.find(network, baseOf(network)).map(Base::sha256));
        }
        Optional<Programme> begun = attempts.newest(this::hasEnded);
        if (begun.isEmpty()) {
            return work(Programme.of(located, runs, TIME.format(LocalDateTime.now())), stop);
        }
        view.note("going on with " + begun.get().entries().get(0).id() + " and the runs beside it");
        return work(begun.get(), stop);
    }

    /** How many runs of the experiment that a run belongs to have not ended, itself left out. */
    public int unfinishedBeside(RunDirectory directory) {
        return (int) Programme.read(directory).stream()
                .flatMap(p -> p.entries().stream())
                .filter(e -> !e.id().equals(directory.id()) && !hasEnded(e))
                .count();
    }

    /** Runs what has not ended of a programme. */
    private List<Outcome> work(Programme programme, StopSignal stop) {
        List<Outcome> outcomes = new ArrayList<>();
        int number = 0;
        int of = programme.entries().size();
        for (Programme.Entry entry : programme.entries()) {
            number++;
            if (hasEnded(entry)) {
                continue;
            }
            outcomes.add(
                    isBegun(entry)
                            ? resume(directory(entry), stop::requested, number, of)
                            : begin(programme, entry, stop, number));
            if (stop.requested()) {
                break;
            }
        }
        if (of > 1) {
            summarise(programme);
        }
        return outcomes;
    }

    private Outcome begin(Programme programme, Programme.Entry entry, StopSignal stop, int number) {
        SpecReader.Located located = located(entry);
        ExperimentSpec spec = located.spec();
        Plan plan = Plan.of(located);
        LoadedDataset data = images.of(plan, located);
        RunDirectory directory = RunDirectory.create(runs, entry.id());
        RunRecord record = RunRecord.started(
                directory.id(),
                Programme.heading(spec),
                entry.seed(),
                entry.spec(),
                Summaries.model(plan),
                Summaries.dataset(Trials.images(spec, data)),
                Summaries.provenance(plan, Streams.of(entry.seed()), command, Instant.now()));
        RunRecord begun = new RunGuard(directory).run(() -> {
            // What a record stands for must be complete as soon as the record is there.
            Optional<Base> base = bases.find(located, baseOf(located));
            if (base.isPresent()) {
                base.get().write(directory);
            }
            RunRecord whole = record.withInput(RunInput.begin(plan, base, Trials.images(spec, data), directory));
            directory.write(whole);
            programme.write(directory);
            return whole;
        });
        int of = programme.entries().size();
        if (spec.trial() == Trial.SMOKE) {
            long stopAfter = Trials.smokeStop(plan, data);
            long[] updates = {0};
            Outcome first = execute(
                    plan, data, directory, begun, number, of, () -> ++updates[0] >= stopAfter || stop.requested());
            return first.record().status() != RunStatus.INTERRUPTED || stop.requested()
                    ? first
                    : resume(directory, stop::requested, number, of);
        }
        return execute(plan, data, directory, begun, number, of, stop::requested);
    }

    private Outcome resume(RunDirectory directory, BooleanSupplier stop, int number, int of) {
        RunRecord record = directory.read();
        if (record.status() == RunStatus.COMPLETED) {
            throw new RunException("only a run that has not ended can go on, but " + record.id()
                    + " is complete; its report is " + directory.reportFile());
        }
        String origin = directory.recordFile().toString();
        ExperimentSpec spec = SpecReader.recorded(record.spec(), origin);
        if (spec.trial() == Trial.OVERFIT_ONE_BATCH) {
            throw new RunException("a trial of one batch does not go on, got " + record.id() + "; start it again");
        }
        SpecReader.Located located = new SpecReader.Located(spec, origin, Map.of(), Map.of());
        Plan plan = Plan.of(located);
        LoadedDataset data = images.of(plan, located);
        SameData.check(record, data, "the experiment");
        return execute(plan, data, directory, record, number, of, stop);
    }

    @SuppressWarnings("try") // the lock is only held
    private Outcome execute(
            Plan plan,
            LoadedDataset data,
            RunDirectory directory,
            RunRecord record,
            int number,
            int of,
            BooleanSupplier stop) {
        view.runStarted(record, number, of);
        try (RunLock alone = RunLock.of(directory)) {
            directory.removeUnfinished();
            RunRecord ended = new RunGuard(directory)
                    .run(() -> plan.spec().trial() == Trial.OVERFIT_ONE_BATCH
                            ? new OverfitOneBatch(plan, data, directory, record.seed(), view, stop).execute(record)
                            : new SingleRun(plan, data, directory, record, view, sink, stop).execute());
            sink.saved(ended, directory.path());
            return new Outcome(ended, directory.path());
        } catch (RunFailure e) {
            tellOfFailure(directory);
            throw e;
        }
    }

    private void tellOfFailure(RunDirectory directory) {
        try {
            sink.saved(directory.read(), directory.path());
        } catch (RunException ignored) {
            // What made the run fail may have made its directory unreadable, and that is told already.
        }
    }

    private static SpecReader.Located located(Programme.Entry entry) {
        return new SpecReader.Located(SpecReader.recorded(entry.spec(), entry.id()), entry.id(), Map.of(), Map.of());
    }

    private RunDirectory directory(Programme.Entry entry) {
        return RunDirectory.open(runs.resolve(entry.id()));
    }

    private boolean isBegun(Programme.Entry entry) {
        return Files.exists(runs.resolve(entry.id()).resolve("run.json"));
    }

    private boolean hasEnded(Programme.Entry entry) {
        if (!isBegun(entry)) {
            return false;
        }
        RunStatus status = directory(entry).read().status();
        boolean oneBatch = entry.spec().path("trial").asText().equals(Trial.OVERFIT_ONE_BATCH.label());
        return status == RunStatus.COMPLETED || status == RunStatus.DIVERGED || oneBatch && status == RunStatus.FAILED;
    }

    /** A page over all runs, beside their directories. */
    private void summarise(Programme programme) {
        List<RunDirectory> begun = programme.entries().stream()
                .filter(this::isBegun)
                .map(this::directory)
                .toList();
        if (begun.size() > 1) {
            Path page = runs.resolve(programme.page());
            ExperimentPage.write(begun, page);
            view.note("all runs: " + page);
        }
    }

    /** The images of the runs, read once while they are the same; every run cuts them in its own way. */
    private final class Images {
        private Optional<ExperimentSpec.Data> read = Optional.empty();
        private Optional<LoadedDataset> images = Optional.empty();
        private final Set<String> told = new HashSet<>();

        LoadedDataset of(Plan plan, SpecReader.Located located) {
            Optional<ExperimentSpec.Data> wanted =
                    Optional.of(plan.spec().data().with(Validation.NONE));
            if (images.isEmpty() || !wanted.equals(read)) {
                view.note("reading " + plan.dataset().card().title());
                images = Optional.of(plan.read(dataDirectory));
                read = wanted;
                told.clear();
            }
            LoadedDataset cut = plan.cut(images.get(), located);
            cut.remarks().stream().filter(told::add).forEach(view::note);
            return cut;
        }
    }
}
