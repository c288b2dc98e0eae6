package org.bestiary.experiments.lecture.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bestiary.experiments.config.SpecException;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunRecord;

/** Finished runs, as expressions see them; a value of them is a list with one number for each run. Percent are percent. */
public final class RunsView extends View {
    private final String which;
    private final List<RunRecord> runs;
    private final TestedAgain again;

    /**
     * @param runs finished runs
     * @param again answers test images again
     */
    public RunsView(List<RunRecord> runs, TestedAgain again) {
        this("runs", runs, again);
    }

    private RunsView(String which, List<RunRecord> runs, TestedAgain again) {
        super(which, values(runs, again));
        this.which = which;
        this.runs = List.copyOf(runs);
        this.again = again;
    }

    private static Map<String, Supplier<Object>> values(List<RunRecord> runs, TestedAgain again) {
        Map<String, Supplier<Object>> values = new LinkedHashMap<>();
        values.put("count", runs::size);
        values.put(
                "testAccuracy",
                () -> each(
                        runs,
                        r -> r.test()
                                .orElseThrow(() -> missing(r, "a test accuracy"))
                                .top1()));
        values.put("trainAccuracy", () -> each(runs, RunsView::trainAccuracy));
        values.put("trainLoss", () -> each(runs, r -> last(r).trainLoss()));
        values.put(
                "validationAccuracy",
                () -> each(
                        runs,
                        r -> r.epochs().stream()
                                .mapToDouble(e -> validation(r, e))
                                .max()
                                .orElseThrow(() -> missing(r, "an epoch"))));
        values.put("lastValidationAccuracy", () -> each(runs, r -> validation(r, last(r))));
        values.put("generalisationGap", () -> each(runs, r -> trainAccuracy(r) - validation(r, last(r))));
        values.put("lowestLossEpoch", () -> each(runs, RunsView::lowestLossEpoch));
        values.put(
                "lowestLossPercent",
                () -> each(runs, r -> 100.0 * lowestLossEpoch(r) / r.epochs().size()));
        values.put("lostWhenShifted", () -> each(runs, again::lostWhenShifted));
        values.put("lostToSalient", () -> each(runs, r -> again.lostToSalient(r, TestedAgain.Cover.RANDOM)));
        values.put(
                "lostToSalientPattern",
                () -> each(runs, r -> again.lostToSalient(r, TestedAgain.Cover.PATTERN_ELSEWHERE)));
        values.put("edges", () -> each(runs, again::edges));
        values.put("colours", () -> each(runs, again::colours));
        values.put("epochs", () -> each(runs, r -> r.epochs().size()));
        return values;
    }

    /** The runs of this network. */
    public RunsView model(String id) {
        return select(which + " of " + id, r -> r.model().id().equals(id));
    }

    /** The runs of experiments whose name has this part. */
    public RunsView spec(String part) {
        return select(which + " of experiment " + part, r -> r.experiment().contains(part));
    }

    /** The runs whose network has this name in its spec. */
    public RunsView named(String name) {
        return select(
                which + " named " + name,
                r -> r.spec().path("model").path("name").asText().equals(name));
    }

    /** The runs whose network was built with this setting. */
    public RunsView where(String option, String value) {
        return select(which + " with " + option + "=" + value, r -> {
            JsonNode set = r.spec().path("model").path("options").path(option);
            return set.asText().equals(value);
        });
    }

    /** For each run the first epoch whose validation accuracy is at least this share of the last one's. */
    public List<Double> epochsToShare(Number share) {
        return each(runs, r -> {
            double goal = share.doubleValue() * validation(r, last(r));
            return r.epochs().stream()
                    .filter(e -> validation(r, e) >= goal)
                    .findFirst()
                    .orElseThrow()
                    .epoch();
        });
    }

    /**
     * For each run the epochs until its validation accuracy came to a share of what other runs end with on average: one goal
     * for all, so that a better network is not given a higher one. Within an epoch the accuracy is taken to grow evenly
     * (from 0 in the first); a run that never comes there counts with one epoch more than it had.
     *
     * @param share above 0, at most 1
     * @param others whose last validation accuracies make the goal
     */
    public List<Double> epochsToShareOf(Number share, RunsView others) {
        if (!(share.doubleValue() > 0 && share.doubleValue() <= 1)) {
            throw new SpecException("epochsToShareOf needs a share above 0 and at most 1, but got " + share);
        }
        double end = others.runs.stream()
                .mapToDouble(r -> validation(r, last(r)))
                .average()
                .orElseThrow();
        double goal = share.doubleValue() * end;
        return each(runs, r -> epochsTo(goal, r));
    }

    private static double epochsTo(double goal, RunRecord r) {
        double before = 0;
        for (int i = 0; i < r.epochs().size(); i++) {
            double now = validation(r, r.epochs().get(i));
            if (now >= goal) {
                return now > before ? i + (goal - before) / (now - before) : i;
            }
            before = now;
        }
        return r.epochs().size() + 1.0;
    }

    private RunsView select(String name, Predicate<RunRecord> wanted) {
        List<RunRecord> found = runs.stream().filter(wanted).toList();
        if (found.isEmpty()) {
            throw new SpecException("there are no " + name + " among " + runs.size() + " runs");
        }
        return new RunsView(name, found, again);
    }

    private static List<Double> each(List<RunRecord> runs, Function<RunRecord, Number> value) {
        return runs.stream().map(r -> value.apply(r).doubleValue()).toList();
    }

    private static EpochMetrics last(RunRecord r) {
        if (r.epochs().isEmpty()) {
            throw missing(r, "an epoch");
        }
        return r.epochs().get(r.epochs().size() - 1);
    }

    private static double trainAccuracy(RunRecord r) {
        return last(r).trainAccuracy().orElseThrow(() -> missing(r, "a training accuracy"));
    }

    private static int lowestLossEpoch(RunRecord r) {
        return r.epochs().stream()
                .min(Comparator.comparingDouble(
                        e -> e.validationLoss().orElseThrow(() -> missing(r, "a validation loss"))))
                .orElseThrow(() -> missing(r, "an epoch"))
                .epoch();
    }

    private static double validation(RunRecord r, EpochMetrics e) {
        return e.validationAccuracy().orElseThrow(() -> missing(r, "a validation accuracy"));
    }

    private static SpecException missing(RunRecord r, String what) {
        return new SpecException("a run must have " + what + " to be compared, but " + r.id() + " has none");
    }
}
