package org.bestiary.experiments.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.transfer.BaseFinder;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.store.RunSink;

/**
 * Runs that serve a choice. They differ from those of {@link ExperimentRunner} in that the test images are withheld when the
 * data are loaded: there are none to be evaluated on, whatever the code does. A run's directory is named beforehand, and what
 * is in it is gone on with.
 */
public final class ValidationRun {
    private final List<Part> parts;
    private final String command;
    private final DataDirectory dataDirectory;
    private final TrainingView view;

    /** One fold, resolved, with its images. */
    private record Part(Plan plan, LoadedDataset data) {}

    /**
     * Reads the data, once for all folds.
     *
     * @param folds the spec, for each fold; at least one
     * @param dataDirectory where data sets are
     * @param command what the user typed, for the record
     * @param view is told of progress
     */
    public ValidationRun(
            List<SpecReader.Located> folds, DataDirectory dataDirectory, String command, TrainingView view) {
        LoadedDataset whole = Plan.of(folds.get(0)).read(dataDirectory).withoutTest();
        this.parts = folds.stream()
                .map(located -> {
                    Plan plan = Plan.of(located);
                    return new Part(plan, plan.cut(whole));
                })
                .toList();
        this.command = command;
        this.dataDirectory = dataDirectory;
        this.view = view;
    }

    /**
     * Trains one fold with one seed: from the beginning, from its last checkpoint, or not at all where it is complete already.
     *
     * @param runs directory of the run directories
     * @param id name of the run's directory
     * @param fold which of the folds, from 0
     * @param seed of the run
     * @param stop the wish to stop
     * @return the run's record; interrupted, if it was stopped
     * @throws RunException if the directory cannot be used, or the data have changed since the run began
     */
    public RunRecord run(Path runs, String id, int fold, long seed, StopSignal stop) {
        Part part = parts.get(fold);
        LoadedDataset data = part.data();
        Path path = runs.resolve(id);
        if (!Files.isRegularFile(path.resolve("run.json"))) {
            remove(path);
        }
        RunDirectory directory = Files.exists(path) ? RunDirectory.open(path) : RunDirectory.create(runs, id);
        RunSession session = new RunSession(part.plan(), data, directory, view, RunSink.NONE);
        RunRecord record = Files.exists(directory.recordFile()) ? directory.read() : begin(session, part, runs, seed);
        if (record.status() == RunStatus.COMPLETED || record.status() == RunStatus.DIVERGED) {
            view.resumed(record.epochs());
            return record;
        }
        SameData.check(record, data, "the sweep");
        RunRecord ended = session.execute(record, 1, 1, stop::requested);
        if (ended.status() != RunStatus.INTERRUPTED) {
            remove(directory.checkpoints());
        }
        return ended;
    }

    private RunRecord begin(RunSession session, Part part, Path runs, long seed) {
        SpecReader.Located origin = part.plan().origin();
        Experiment.PlannedRun alone =
                new Experiment.PlannedRun(session.directory().id(), seed, origin.tree());
        // Other runs are beside the study's folder, not in it.
        BaseFinder bases = new BaseFinder(runs.toAbsolutePath().getParent(), dataDirectory);
        try {
            return session.begin(
                    alone, command, () -> bases.find(origin, BaseFinder.experiment(origin)), Experiment.of(alone));
        } catch (RuntimeException e) {
            if (!Files.exists(session.directory().recordFile())) {
                remove(session.directory().path());
            }
            throw e;
        }
    }

    /** Removes what nobody needs: a directory that was made but never used, the checkpoints of a run that has ended. */
    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw RunException.cannotWrite(folder, e);
        }
    }
}
