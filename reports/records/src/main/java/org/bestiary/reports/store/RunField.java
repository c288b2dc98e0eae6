package org.bestiary.reports.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.reports.run.BestEpoch;
import org.bestiary.reports.run.EpochMetric;
import org.bestiary.reports.run.Provenance;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.TestEvaluation;

/**
 * Something of a run that can be asked for and sorted by.
 *
 * <p>Besides the {@link #NAMED} ones every entry of the specification is a field, under its path such as {@code
 * training.optimizer.learningRate}, and every number of the final evaluation, under {@code test.} and its name in {@code
 * run.json}.
 *
 * @param name as one writes it
 * @param kind what its values are
 * @param source the SQL column, or for an entry of the specification or evaluation its path
 * @param description one line
 * @param value what a run has in its column; empty for what the store keeps in a table of its own
 */
public record RunField(
        String name, Kind kind, String source, String description, Optional<Function<RunRecord, ?>> value) {
    /** What a field's values are. */
    public enum Kind {
        /** Words. */
        TEXT,
        /** One of the labels of {@link org.bestiary.reports.run.RunStatus}. */
        STATUS,
        /** Numbers; accuracies in percent. NaN counts as larger than any number. */
        NUMBER,
        /** Points in time. */
        TIME,
        /** The tags of a run, any of which may match. */
        TAG,
        /** An entry of the specification: text or number. */
        SETTING,
        /** A number of the final evaluation. */
        MEASURE
    }

    private static final String TEST = "test.";
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");

    /** The fields with names of their own. */
    public static final List<RunField> NAMED = List.of(
            text("id", "id", "id of the run", RunRecord::id),
            text("experiment", "experiment", "name of the experiment", RunRecord::experiment),
            text("model", "model", "id of the network", r -> r.model().id()),
            text("family", "family", "family of the network", r -> r.model().family()),
            text("engine", "engine", "fast or stock layers", r -> r.model().engine()),
            text(
                    "input",
                    "input",
                    "shape of an example, C x H x W",
                    r -> r.model().input()),
            text("dataset", "dataset", "id of the data set", r -> r.dataset().id()),
            field(
                    "status",
                    Kind.STATUS,
                    "status",
                    "running, completed, diverged, interrupted or failed",
                    r -> r.status().label()),
            number("seed", "seed", "seed of the run", RunRecord::seed),
            number("epochs", "epochs", "epochs that are done", r -> r.epochs().size()),
            number(
                    "bestEpoch",
                    "best_epoch",
                    "epoch whose parameters were kept",
                    r -> r.best().map(BestEpoch::epoch)),
            last(EpochMetric.TRAIN_LOSS, "loss on the training images in the last epoch"),
            last(EpochMetric.TRAIN_ACCURACY, "top-1 on the training images in the last epoch, percent"),
            last(EpochMetric.VALIDATION_LOSS, "loss on the validation images in the last epoch"),
            number(
                    EpochMetric.VALIDATION_ACCURACY.id(),
                    EpochMetric.VALIDATION_ACCURACY.column(),
                    "top-1 on the validation images in the best epoch, percent",
                    r -> r.best().map(BestEpoch::validationAccuracy)),
            number(
                    "testAccuracy",
                    "test_accuracy",
                    "top-1 on the test images, percent",
                    r -> r.test().map(TestEvaluation::top1)),
            number(
                    "testLoss",
                    "test_loss",
                    "loss on the test images",
                    r -> r.test().map(TestEvaluation::loss)),
            number(
                    "learnableParameters",
                    "learnable_parameters",
                    "parameters that training changes",
                    r -> r.model().learnableParameters()),
            number(
                    "totalParameters",
                    "total_parameters",
                    "the same with running statistics",
                    r -> r.model().totalParameters()),
            number(
                    "multiplyAdds",
                    "multiply_adds",
                    "multiply-adds for one example",
                    r -> r.model().multiplyAdds()),
            field("started", Kind.TIME, "started_at", "when the run began", provenance(Provenance::startedAt)),
            field("finished", Kind.TIME, "finished_at", "when it ended", provenance(Provenance::finishedAt)),
            number("seconds", "wall_seconds", "time it took in all", provenance(Provenance::wallSeconds)),
            number(
                    "trainSeconds",
                    "train_seconds",
                    "part of it spent in training",
                    provenance(Provenance::trainSeconds)),
            new RunField("tag", Kind.TAG, "name", "a tag of the run", Optional.empty()),
            text("version", "program_version", "version of Bestiary", provenance(Provenance::version)),
            text("commit", "git_commit", "commit it was built from", provenance(Provenance::gitCommit)),
            text("java", "java", "Java runtime", provenance(Provenance::java)),
            text("os", "os", "operating system", provenance(Provenance::os)),
            text("cpu", "cpu", "processor", provenance(Provenance::cpu)),
            text("backend", "backend", "ND4J backend", provenance(Provenance::backend)),
            number("threads", "threads", "threads of the native code", provenance(Provenance::threads)),
            text("specHash", "spec_hash", "hash of the specification", RunRecord::specHash),
            text(
                    "parametersSha256",
                    "parameters_sha256",
                    "digest of the final parameters",
                    RunRecord::parametersSha256));

    private static RunField field(
            String name, Kind kind, String column, String description, Function<RunRecord, ?> value) {
        return new RunField(name, kind, column, description, Optional.of(value));
    }

    private static RunField text(String name, String column, String description, Function<RunRecord, ?> value) {
        return field(name, Kind.TEXT, column, description, value);
    }

    private static RunField number(String name, String column, String description, Function<RunRecord, ?> value) {
        return field(name, Kind.NUMBER, column, description, value);
    }

    private static RunField last(EpochMetric metric, String description) {
        return number(
                metric.id(),
                metric.column(),
                description,
                r -> r.epochs().stream().reduce((earlier, later) -> later).map(metric::of));
    }

    private static Function<RunRecord, ?> provenance(Function<Provenance, ?> value) {
        return r -> value.apply(r.provenance());
    }

    /** The field of this name, upper and lower case alike, or the entry of this path; empty if there can be none. */
    static Optional<RunField> find(String name) {
        Optional<RunField> named =
                NAMED.stream().filter(f -> f.name.equalsIgnoreCase(name)).findFirst();
        if (named.isPresent() || !PATH.matcher(name).matches()) {
            return named;
        }
        return Optional.of(
                name.startsWith(TEST)
                        ? new RunField(name, Kind.MEASURE, name.substring(TEST.length()), "", Optional.empty())
                        : new RunField(name, Kind.SETTING, name, "", Optional.empty()));
    }

    /** The field of this name, for sorting. */
    static RunField sortable(String name) {
        RunField field = find(name)
                .orElseThrow(() -> new ConditionException(
                        "--sort must name a field, got '" + name + "'" + Nearest.hint(name, names().toList())));
        if (field.kind == Kind.TAG) {
            throw new ConditionException("--sort must name a field with one value, got tag, of which a run may have"
                    + " several; sort by another");
        }
        return field;
    }

    /** All names, and what else there is. */
    static Stream<String> names() {
        return NAMED.stream().map(RunField::name);
    }

    /** The names, for help. */
    public static String listing() {
        return names().collect(Collectors.joining(", "));
    }
}
