package org.bestiary.experiments.train;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.ExperimentSpec;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.reports.html.ExperimentPage;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;

/** Runs all seeds of an experiment, one after the other, or goes on with a run that was stopped. */
public final class ExperimentRunner {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Path runs;
    private final DataDirectory dataDirectory;
    private final String command;
    private final TrainingView view;

    /**
     * @param runs the directory that holds run directories; created if need be
     * @param dataDirectory where data sets are
     * @param command what the user typed, for the record
     * @param view is told of progress
     */
    public ExperimentRunner(Path runs, DataDirectory dataDirectory, String command, TrainingView view) {
        this.runs = runs;
        this.dataDirectory = dataDirectory;
        this.command = command;
        this.view = view;
    }

    /**
     * A finished (or stopped) run and where it is.
     *
     * @param record its record
     * @param directory its directory
     */
    public record Outcome(RunRecord record, Path directory) {}

    /**
     * Runs an experiment. A run that diverges does not keep the other seeds from running; a stop by the user does.
     *
     * @param located the spec
     * @param stop the user's wish to stop
     * @return one outcome per seed that was begun
     */
    public List<Outcome> run(SpecReader.Located located, StopSignal stop) {
        Plan plan = Plan.of(located);
        LoadedDataset data = load(plan);
        List<Outcome> outcomes = new ArrayList<>();
        List<Long> seeds = located.spec().seeds();
        for (long seed : seeds) {
            RunDirectory directory = create(located.spec(), seed);
            RunRecord record = RunRecord.started(
                    directory.id(),
                    located.spec().name(),
                    seed,
                    located.tree(),
                    Summaries.model(plan),
                    Summaries.dataset(data),
                    Summaries.provenance(plan, Streams.of(seed), command, Instant.now()));
            outcomes.add(execute(plan, data, directory, record, outcomes.size() + 1, seeds.size(), stop));
            if (stop.requested()) {
                break;
            }
        }
        if (outcomes.size() > 1) {
            summarise(located.spec(), outcomes);
        }
        return outcomes;
    }

    /**
     * Goes on with a run from its last checkpoint.
     *
     * @param directory the run's directory
     * @param stop the user's wish to stop
     * @throws RunException if the run is complete, or its data have changed
     */
    public Outcome resume(RunDirectory directory, StopSignal stop) {
        RunRecord record = directory.read();
        if (record.status() == RunStatus.COMPLETED) {
            throw new RunException("only a run that has not ended can go on, but " + record.id()
                    + " is complete; its report is " + directory.reportFile());
        }
        ExperimentSpec spec =
                SpecReader.recorded(record.spec(), directory.recordFile().toString());
        Plan plan = Plan.of(new SpecReader.Located(spec, directory.recordFile().toString(), Map.of(), Map.of()));
        LoadedDataset data = load(plan);
        if (!data.sha256().equals(record.dataset().sha256())) {
            throw new RunException("a run goes on with the data that it began with, but " + data.id()
                    + " has changed since; start the experiment again");
        }
        directory.removeUnfinished();
        return execute(plan, data, directory, record, 1, 1, stop);
    }

    /** A page over all seeds, beside the directories of the runs. */
    private void summarise(ExperimentSpec spec, List<Outcome> outcomes) {
        Path page = runs.resolve(
                spec.name() + "-" + outcomes.get(0).record().id().replaceAll(".*-(\\d{8}-\\d{6})-.*", "$1") + ".html");
        ExperimentPage.write(
                outcomes.stream().map(o -> RunDirectory.open(o.directory())).toList(), page);
        view.note("all seeds: " + page);
    }

    private LoadedDataset load(Plan plan) {
        view.note("reading " + plan.dataset().card().title());
        LoadedDataset data = plan.load(dataDirectory);
        data.remarks().forEach(view::note);
        return data;
    }

    private RunDirectory create(ExperimentSpec spec, long seed) {
        String name = spec.name() + "-" + TIME.format(LocalDateTime.now()) + "-s" + seed;
        for (int n = 2; Files.exists(runs.resolve(name)); n++) {
            name = spec.name() + "-" + TIME.format(LocalDateTime.now()) + "-s" + seed + "." + n;
        }
        return RunDirectory.create(runs, name);
    }

    private Outcome execute(
            Plan plan,
            LoadedDataset data,
            RunDirectory directory,
            RunRecord record,
            int number,
            int of,
            StopSignal stop) {
        view.runStarted(record, number, of);
        try {
            RunRecord ended = new SingleRun(plan, data, directory, record, view, stop).execute();
            return new Outcome(ended, directory.path());
        } catch (IOException e) {
            throw failed(directory, "cannot write " + place(e, directory), e);
        } catch (RunException e) {
            throw failed(directory, e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw failed(directory, "not enough memory (" + e.getMessage() + "); use a smaller batch or network", e);
        }
    }

    private static String place(IOException e, RunDirectory directory) {
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return directory.path() + ": " + reason + "; free space or name another directory with --runs-dir";
    }

    private RunFailure failed(RunDirectory directory, String what, Throwable cause) {
        try {
            directory.write(directory.read().withStatus(RunStatus.FAILED, Optional.of(what)));
        } catch (RunException ignored) {
            // The disk that is full for checkpoints may be full for the record too; the message below still tells.
        }
        return new RunFailure(
                what + "; the last checkpoint is kept, go on with: ./bestiary run --resume " + directory.path(), cause);
    }
}
