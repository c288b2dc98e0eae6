package org.bestiary.experiments.search.study;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.bestiary.common.LockFile;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.train.StopSignal;
import org.bestiary.experiments.train.TrainingView;
import org.bestiary.experiments.train.ValidationRun;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;

/** The trial's side: runs one trial in this JVM and tells what comes of it. */
public final class TrialWork implements TrainingView {
    private final BufferedReader in;
    private final PrintStream out;
    private final StopSignal stop;
    private final LinkedBlockingQueue<TrialMessage.Reply> replies = new LinkedBlockingQueue<>();
    private int run;

    /**
     * @param in the task, then replies
     * @param out messages
     * @param stop the wish to stop; is set, too, when the other side says so or vanishes
     */
    public TrialWork(BufferedReader in, PrintStream out, StopSignal stop) {
        this.in = in;
        this.out = out;
        this.stop = stop;
    }

    /** Reads the task, does it, and says how it ended. */
    @SuppressWarnings("try") // the lock is only held
    public void execute() {
        try {
            TrialTask task = TrialMessage.task(in.readLine());
            Thread listener = new Thread(this::listen, "replies");
            listener.setDaemon(true);
            listener.start();
            Files.createDirectories(task.folder());
            try (LockFile alone = TrialLocks.take(task.folder(), task.number())) {
                say(runs(task));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TrialMessage runs(TrialTask task) {
        ValidationRun runs = new ValidationRun(located(task), new DataDirectory(task.data()), task.command(), this);
        for (int fold = 0; fold < task.specs().size(); fold++) {
            for (long seed : task.seeds()) {
                String id = task.runId(fold, seed);
                say(new TrialMessage.Run(id));
                RunRecord record = runs.run(task.folder(), id, fold, seed, stop);
                if (record.status() == RunStatus.DIVERGED) {
                    return new TrialMessage.Diverged(record.statusDetail().orElse("the loss is no number"));
                }
                if (record.status() != RunStatus.COMPLETED) {
                    return new TrialMessage.Stopped();
                }
                run++;
            }
        }
        return new TrialMessage.Completed();
    }

    private static List<SpecReader.Located> located(TrialTask task) {
        return task.specs().stream()
                .map(spec -> new SpecReader.Located(
                        SpecReader.recorded(spec, task.study()), task.study(), Map.of(), Map.of()))
                .toList();
    }

    private void say(TrialMessage message) {
        out.println(message.line());
        out.flush();
    }

    private void listen() {
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                replies.add(TrialMessage.Reply.valueOf(line));
            }
        } catch (IOException e) {
            // As good as the end of the input.
        }
        stop.request();
        replies.add(TrialMessage.Reply.STOP);
    }

    @Override
    public void resumed(List<EpochMetrics> epochs) {
        epochs.forEach(this::report);
    }

    @Override
    public void epochFinished(EpochMetrics metrics, int of, boolean best) {
        report(metrics);
    }

    private void report(EpochMetrics metrics) {
        if (stop.requested()) {
            return;
        }
        say(new TrialMessage.Epoch(run, metrics));
        try {
            if (replies.take() == TrialMessage.Reply.STOP) {
                stop.request();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.request();
        }
    }
}
