package org.bestiary.experiments.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.bestiary.experiments.train.TrainingView;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.Repeats;
import org.bestiary.reports.run.RunRecord;

/** Progress on stderr: a bar per epoch on a terminal, and a line per finished epoch everywhere. */
final class ConsoleView implements TrainingView, AutoCloseable {
    private static final int REFRESH_MILLIS = 250;
    private static final int USUAL_COLUMNS = 100;
    private static final String ERASE_LINE = "\u001b[K";

    private final PrintWriter err;
    private final boolean terminal;
    private final int columns = Integer.getInteger("bestiary.columns", USUAL_COLUMNS);
    private ProgressBar bar;

    private ConsoleView(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** A view for stderr. The launcher knows whether that is a terminal; without it Java can only ask for both streams. */
    static ConsoleView create(PrintWriter err) {
        String told = System.getProperty("bestiary.terminal");
        return new ConsoleView(err, told == null ? System.console() != null : Boolean.parseBoolean(told));
    }

    @Override
    public void note(String line) {
        closeBar();
        err.println(line);
    }

    @Override
    public void runStarted(RunRecord run, int number, int of) {
        err.printf(
                Locale.ROOT,
                "%s%s: %s on %s, %s%n",
                of > 1 ? "[" + number + "/" + of + "] " : "",
                run.id(),
                run.model().title(),
                run.dataset().title(),
                Repeats.name(run));
    }

    @Override
    public void epochStarted(int epoch, int of, long images, long done) {
        if (terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName("epoch " + epoch + "/" + of)
                    .setInitialMax(images)
                    .startsFrom(done, Duration.ZERO)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(REFRESH_MILLIS)
                    .setConsumer(new DelegatingProgressBarConsumer(ConsoleView::overwrite, columns))
                    .hideEta()
                    .build();
        }
    }

    @Override
    public void trained(long images, double meanLoss, double accuracyPercent, double imagesPerSecond) {
        if (bar != null) {
            long left = bar.getMax() - images;
            double eta = imagesPerSecond > 0 ? left / imagesPerSecond : 0;
            bar.stepTo(images);
            bar.setExtraMessage(String.format(
                    Locale.ROOT,
                    "%,.0f images/s, loss %.4f, accuracy %.2f%%, ETA %s",
                    imagesPerSecond,
                    meanLoss,
                    accuracyPercent,
                    duration(eta)));
        }
    }

    /** Puts a line in place of the last one. */
    private static void overwrite(String line) {
        System.err.print("\r" + line);
        System.err.flush();
    }

    private static String duration(double seconds) {
        long s = Math.round(seconds);
        return s < 60 ? s + " s" : s / 60 + " min " + s % 60 + " s";
    }

    @Override
    public void epochFinished(EpochMetrics m, int of, boolean best) {
        closeBar();
        err.printf(
                Locale.ROOT,
                "epoch %d/%d: loss %.4f, accuracy %s%s; learning rate %.3g, %,.0f images/s%s%n",
                m.epoch(),
                of,
                m.trainLoss(),
                percent(m.trainAccuracy()),
                m.validationAccuracy().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "; validation loss %.4f, accuracy %s",
                                m.validationLoss().orElse(Double.NaN),
                                percent(m.validationAccuracy()))
                        : "",
                m.learningRate(),
                m.imagesPerSecond(),
                best ? " (best so far)" : "");
        err.flush();
    }

    private static String percent(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.2f%%", value.getAsDouble()) : "unknown";
    }

    @Override
    public void runFinished(RunRecord run) {
        closeBar();
    }

    private void closeBar() {
        if (bar != null) {
            bar.close();
            bar = null;
            overwrite(ERASE_LINE);
        }
    }

    @Override
    public void close() {
        closeBar();
        err.flush();
    }
}
