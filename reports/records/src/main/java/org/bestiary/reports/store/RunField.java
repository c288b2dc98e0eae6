package org.bestiary.reports.store;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
 */
public record RunField(String name, Kind kind, String source, String description) {
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
            text("id", "id", "id of the run"),
            text("experiment", "experiment", "name of the experiment"),
            text("model", "model", "id of the network"),
            text("family", "family", "family of the network"),
            text("engine", "engine", "fast or stock layers"),
            text("input", "input", "shape of an example, C x H x W"),
            text("dataset", "dataset", "id of the data set"),
            new RunField("status", Kind.STATUS, "status", "running, completed, diverged, interrupted or failed"),
            number("seed", "seed", "seed of the run"),
            number("epochs", "epochs", "epochs that are done"),
            number("bestEpoch", "best_epoch", "epoch whose parameters were kept"),
            number("trainLoss", "train_loss", "loss on the training images in the last epoch"),
            number("trainAccuracy", "train_accuracy", "top-1 on the training images in the last epoch, percent"),
            number("validationLoss", "validation_loss", "loss on the validation images in the last epoch"),
            number(
                    "validationAccuracy",
                    "validation_accuracy",
                    "top-1 on the validation images in the best epoch, percent"),
            number("testAccuracy", "test_accuracy", "top-1 on the test images, percent"),
            number("testLoss", "test_loss", "loss on the test images"),
            number("learnableParameters", "learnable_parameters", "parameters that training changes"),
            number("totalParameters", "total_parameters", "the same with running statistics"),
            number("multiplyAdds", "multiply_adds", "multiply-adds for one example"),
            new RunField("started", Kind.TIME, "started_at", "when the run began"),
            new RunField("finished", Kind.TIME, "finished_at", "when it ended"),
            number("seconds", "wall_seconds", "time it took in all"),
            number("trainSeconds", "train_seconds", "part of it spent in training"),
            new RunField("tag", Kind.TAG, "name", "a tag of the run"),
            text("version", "program_version", "version of Bestiary"),
            text("commit", "git_commit", "commit it was built from"),
            text("java", "java", "Java runtime"),
            text("os", "os", "operating system"),
            text("cpu", "cpu", "processor"),
            text("backend", "backend", "ND4J backend"),
            number("threads", "threads", "threads of the native code"),
            text("specHash", "spec_hash", "hash of the specification"),
            text("parametersSha256", "parameters_sha256", "digest of the final parameters"));

    private static RunField text(String name, String column, String description) {
        return new RunField(name, Kind.TEXT, column, description);
    }

    private static RunField number(String name, String column, String description) {
        return new RunField(name, Kind.NUMBER, column, description);
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
                        ? new RunField(name, Kind.MEASURE, name.substring(TEST.length()), "")
                        : new RunField(name, Kind.SETTING, name, ""));
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
