package org.bestiary.experiments.search.study;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
    private static final int LOCK_SECONDS = 60;

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
    public void execute() {
        try {
            TrialTask task = TrialMessage.task(in.readLine());
            Thread listener = new Thread(this::listen, "replies");
            listener.setDaemon(true);
            listener.start();
            Files.createDirectories(task.folder());
            try (FileChannel file = FileChannel.open(
                            task.folder().resolve(".trial-" + task.number() + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    FileLock lock = lock(file)) {
                say(lock.isValid() ? runs(task) : new TrialMessage.Stopped());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process of an earlier worker may still be writing its last checkpoint; two of them would spoil it. */
    private FileLock lock(FileChannel file) throws IOException {
        for (int i = 0; i < LOCK_SECONDS * 10; i++) {
            FileLock lock = file.tryLock();
            if (lock != null) {
                return lock;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IOException("another process has been running the trial for " + LOCK_SECONDS + " seconds");
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
