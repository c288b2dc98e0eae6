package org.bestiary.experiments.train;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bestiary.datasets.memory.LoadedDataset;
import org.bestiary.experiments.config.TryOut;
import org.bestiary.experiments.transfer.Base;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.store.RunSink;

/** One run in its directory, from the record that it begins with to the record that it ends with. */
final class RunSession {
    private final Plan plan;
    private final LoadedDataset data;
    private final RunDirectory directory;
    private final TrainingView view;
    private final RunSink sink;

    /**
     * @param plan of the run
     * @param data its images, all of them even in a trial
     * @param directory its directory
     * @param view is told of progress
     * @param sink is told of every record that is written
     */
    RunSession(Plan plan, LoadedDataset data, RunDirectory directory, TrainingView view, RunSink sink) {
        this.plan = plan;
        this.data = data;
        this.directory = directory;
        this.view = view;
        this.sink = sink;
    }

    RunDirectory directory() {
        return directory;
    }

    /**
     * Writes what the run begins with. What a record stands for is complete as soon as the record is there.
     *
     * @param run its seed and its spec
     * @param command what the user typed
     * @param weights finds what the network begins with, if not with weights drawn at random
     * @param experiment all runs that it is one of
     * @throws RunFailure if the directory cannot be written
     */
    RunRecord begin(
            Experiment.PlannedRun run, String command, Supplier<Optional<Base>> weights, Experiment experiment) {
        LoadedDataset used = TryOuts.images(plan.spec(), data);
        RunRecord record = RunRecord.started(
                directory.id(),
                Experiment.heading(plan.spec()),
                run.seed(),
                run.spec(),
                Summaries.model(plan),
                Summaries.dataset(used),
                Summaries.provenance(plan, Streams.of(run.seed()), command, Instant.now()));
        return new RunGuard(directory).run(() -> {
            Optional<Base> base = weights.get();
            if (base.isPresent()) {
                base.get().write(directory);
            }
            RunRecord whole = record.withInput(RunInput.begin(plan, base, used, directory));
            experiment.write(directory);
            directory.write(whole);
            return whole;
        });
    }

    /**
     * Trains from the last checkpoint, or from the beginning.
     *
     * @param record as it stands
     * @param number which of several runs it is, from 1
     * @param of how many there are
     * @param stop whether the user wants to stop
     * @return the record that it ends with; interrupted, if it was stopped
     * @throws RunFailure if something from outside kept it from going on; the record says so where it can be written
     */
    RunRecord execute(RunRecord record, int number, int of, BooleanSupplier stop) {
        view.runStarted(record, number, of);
        directory.removeUnfinished();
        try {
            RunRecord ended = new RunGuard(directory).run(() -> work(record, stop));
            sink.saved(ended, directory.path());
            return ended;
        } catch (RunFailure e) {
            tellOfFailure();
            throw e;
        }
    }

    private RunRecord work(RunRecord record, BooleanSupplier stop) throws IOException {
        return plan.spec().trial() == TryOut.OVERFIT_ONE_BATCH
                ? new OverfitOneBatch(plan, data, directory, record.seed(), view, stop).execute(record)
                : new SingleRun(plan, data, directory, record, view, sink, stop).execute();
    }

    private void tellOfFailure() {
        try {
            sink.saved(directory.read(), directory.path());
        } catch (RunException ignored) {
            // What made the run fail may have made its directory unreadable, and that is told already.
        }
    }
}
