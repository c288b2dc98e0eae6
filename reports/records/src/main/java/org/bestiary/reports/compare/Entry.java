package org.bestiary.reports.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.bestiary.reports.evaluation.Calibration;
import org.bestiary.reports.evaluation.Spread;
import org.bestiary.reports.run.DatasetSummary;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.ModelSummary;
import org.bestiary.reports.run.Repeats;
import org.bestiary.reports.run.TestEvaluation;

/**
 * One network of a comparison with all its seeds and folds.
 *
 * @param name unlike that of any other entry
 * @param runs its runs, at least one, by fold and seed
 */
public record Entry(String name, List<ComparedRun> runs) {
    public Entry {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("an entry must have at least one run, got none; leave it out");
        }
        runs = List.copyOf(runs);
    }

    /**
     * An accuracy with what is known of its uncertainty.
     *
     * @param mean in percent; of a single run its accuracy
     * @param low lower end, in percent
     * @param high upper end
     * @param deviation standard deviation of several runs; empty for one
     * @param repeats the completed runs
     */
    public record Accuracy(double mean, double low, double high, OptionalDouble deviation, Repeats repeats) {
        /** Whether the ends are those of Wilson's 95% interval (one run) or the lowest and highest of several. */
        public boolean isInterval() {
            return repeats.runs() == 1;
        }
    }

    /**
     * The images of a test. What is equal here may be compared.
     *
     * @param title of the data set
     * @param images how many there are
     * @param sha256 of the data
     */
    public record TestedOn(String title, long images, String sha256) implements Comparable<TestedOn> {
        private static final int SHOWN_DIGITS = 8;
        private static final Comparator<TestedOn> ORDER = Comparator.comparing(TestedOn::title)
                .thenComparing(Comparator.comparing(TestedOn::images).reversed())
                .thenComparing(TestedOn::sha256);

        /** As {@code MNIST, 10,000 images, 0123abcd}; the digits tell two states of one data set apart. */
        public String text() {
            return String.format(
                    Locale.ROOT, "%s, %,d images, data %s", title, images, sha256.substring(0, SHOWN_DIGITS));
        }

        @Override
        public int compareTo(TestedOn other) {
            return ORDER.compare(this, other);
        }
    }

    /** What it was, or is to be, tested on. */
    public TestedOn testedOn() {
        DatasetSummary data = runs.get(0).record().dataset();
        return new TestedOn(data.title(), data.test(), data.sha256());
    }

    /** The network. */
    public ModelSummary model() {
        return runs.get(0).record().model();
    }

    /** The test results of the completed runs. */
    public List<TestEvaluation> results() {
        return runs.stream().flatMap(run -> run.result().stream()).toList();
    }

    /** Test accuracy; empty if no run was completed. */
    public Optional<Accuracy> accuracy() {
        List<TestEvaluation> results = results();
        if (results.isEmpty()) {
            return Optional.empty();
        }
        Repeats repeats = repeats(run -> run.result().isPresent());
        if (results.size() == 1) {
            TestEvaluation only = results.get(0);
            return Optional.of(
                    new Accuracy(only.top1(), only.top1Low(), only.top1High(), OptionalDouble.empty(), repeats));
        }
        return Spread.of(results.stream().map(TestEvaluation::top1).toList())
                .map(s -> new Accuracy(s.mean(), s.low(), s.high(), s.deviation(), repeats));
    }

    /** Validation accuracy in percent over the completed runs, of the best epoch of each; empty if none has any. */
    public Optional<Spread> validation() {
        return Spread.of(
                runs.stream().flatMap(run -> run.validation().stream().boxed()).toList());
    }

    /** How often it was run; what has not been completed counts, too. */
    public Repeats repeats() {
        return repeats(run -> true);
    }

    private Repeats repeats(Predicate<ComparedRun> counts) {
        return Repeats.of(runs.stream().filter(counts).map(ComparedRun::record).toList());
    }

    /** Mean top-5 accuracy in percent. */
    public OptionalDouble top5() {
        return mean(t -> t.top5().stream());
    }

    /** Mean test loss. */
    public OptionalDouble loss() {
        return mean(t -> DoubleStream.of(t.loss()));
    }

    /** Mean expected calibration error in percent. */
    public OptionalDouble calibrationError() {
        return mean(
                t -> t.calibration().map(Calibration::expectedError).stream().mapToDouble(e -> e));
    }

    private OptionalDouble mean(Function<TestEvaluation, DoubleStream> figure) {
        return results().stream().flatMapToDouble(figure).average();
    }

    /** Mean wall time of an epoch in seconds, with its validation. */
    public OptionalDouble secondsPerEpoch() {
        return epochs(EpochMetrics::seconds);
    }

    /** Mean training speed in images per second. */
    public OptionalDouble imagesPerSecond() {
        return epochs(EpochMetrics::imagesPerSecond);
    }

    private OptionalDouble epochs(Function<EpochMetrics, Double> figure) {
        return runs.stream()
                .flatMap(run -> run.record().epochs().stream())
                .mapToDouble(figure::apply)
                .average();
    }

    /** The largest resident memory of its runs in MiB. */
    public OptionalLong peakMemoryMiB() {
        return runs.stream()
                .flatMapToLong(run -> run.record().provenance().peakMemoryMiB().stream())
                .max();
    }

    /** What is to be said of runs that do not count, such as {@code "1 diverged"}; empty if all count. */
    public Optional<String> remark() {
        List<String> others = runs.stream()
                .filter(run -> run.result().isEmpty())
                .map(run -> run.record().status().label())
                .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(
                        ", ",
                        others.stream()
                                .distinct()
                                .map(status -> runs.size() == 1
                                        ? status
                                        : others.stream().filter(status::equals).count() + " " + status)
                                .toList()));
    }
}
