package org.bestiary.experiments.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bestiary.experiments.train.TrainingView;
import org.bestiary.reports.export.EventFile;
import org.bestiary.reports.run.EpochMetric;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunRecord;

/**
 * Writes what every epoch came to into event files, one folder per run, for {@code tensorboard --logdir}. A folder that
 * cannot be written is said once and ends no training.
 */
final class TensorBoardView implements TrainingView, AutoCloseable {
    /** Quantities after what is not measured on images; steps are the axis, and seconds are in the events themselves. */
    private static final Map<String, EpochMetric> TAGS = tags();

    private final Path folder;
    private final Consumer<String> complaints;
    private EventFile file;
    private long steps;

    /**
     * @param folder what TensorBoard is pointed at
     * @param complaints receives a line when something cannot be written
     */
    TensorBoardView(Path folder, Consumer<String> complaints) {
        this.folder = folder;
        this.complaints = complaints;
    }

    @Override
    public void runStarted(RunRecord run, int number, int of) {
        close();
        steps = run.epochs().stream().mapToLong(EpochMetrics::steps).sum();
        try {
            file = EventFile.create(folder.resolve(run.id()), Instant.now());
        } catch (IOException e) {
            complain(e);
        }
    }

    @Override
    public void epochFinished(EpochMetrics m, int of, boolean best) {
        if (file == null) {
            return;
        }
        steps += m.steps();
        Map<String, Double> values = new LinkedHashMap<>();
        TAGS.forEach((tag, metric) -> metric.of(m).ifPresent(v -> values.put(tag, v)));
        try {
            file.scalars(Instant.now(), steps, values);
        } catch (IOException e) {
            complain(e);
            close();
        }
    }

    private static Map<String, EpochMetric> tags() {
        Map<String, EpochMetric> tags = new LinkedHashMap<>();
        Stream.of(EpochMetric.values())
                .filter(m -> m != EpochMetric.STEPS && m != EpochMetric.SECONDS)
                .sorted(Comparator.comparing(
                        m -> m.quantity().map(Enum::ordinal).orElse(-1)))
                .forEach(m -> tags.put(tag(m), m));
        return tags;
    }

    private static String tag(EpochMetric metric) {
        return metric.split()
                .map(split -> metric.quantity().orElseThrow().words() + "/"
                        + split.name().toLowerCase(Locale.ROOT))
                .orElse(metric.words());
    }

    private void complain(IOException e) {
        complaints.accept("nothing more goes to TensorBoard, since " + folder + " cannot be written: " + e.getMessage()
                + "; training goes on");
    }

    @Override
    public void runFinished(RunRecord run) {
        close();
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                file = null;
            }
        }
    }
}
