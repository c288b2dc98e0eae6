package org.bestiary.reports.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bestiary.reports.database.Statements;
import org.bestiary.reports.run.BestEpoch;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.Provenance;
import org.bestiary.reports.run.RunJson;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.TestEvaluation;

/** Writes a run into the tables, in place of what they had of it. */
final class RunWriter {
    /** Widths of the columns for names. What is longer is cut there, and whole in the record. */
    private static final Map<String, Integer> WIDTHS = Map.ofEntries(
            Map.entry("experiment", 1000),
            Map.entry("model", 200),
            Map.entry("family", 200),
            Map.entry("engine", 50),
            Map.entry("input", 50),
            Map.entry("dataset", 1000),
            Map.entry("program_version", 200),
            Map.entry("git_commit", 200),
            Map.entry("java", 1000),
            Map.entry("os", 1000),
            Map.entry("cpu", 1000),
            Map.entry("backend", 200));

    private RunWriter() {}

    /**
     * The version of a {@code run.json}, by which a change is noticed.
     *
     * @param millis when it was written
     * @param bytes its size
     */
    record Stamp(long millis, long bytes) {}

    static void write(Connection c, String place, RunRecord record, Stamp stamp, Collection<String> tags)
            throws SQLException {
        Map<String, Object> columns = columns(record, stamp);
        Optional<Long> known = Statements.first(
                c,
                "select run_key from runs where id = ? and place = ? for update",
                List.of(record.id(), place),
                row -> row.getLong(1));
        long key = known.isPresent() ? update(c, known.get(), columns) : insert(c, record.id(), place, columns);
        if (known.isPresent()) {
            for (String table : List.of("epochs", "test_metrics", "settings", "tags")) {
                Statements.update(c, "delete from " + table + " where run_key = ?", key);
            }
        }
        insertEpochs(c, key, record.epochs());
        insertMetrics(c, key, Entries.numbers(record.test()));
        insertSettings(c, key, Entries.of(record.spec()));
        insertTags(c, key, tags);
    }

    private static long update(Connection c, long key, Map<String, Object> columns) throws SQLException {
        List<Object> values = new ArrayList<>(columns.values());
        values.add(key);
        Statements.update(
                c,
                "update runs set " + String.join(" = ?, ", columns.keySet()) + " = ? where run_key = ?",
                values.toArray());
        return key;
    }

    /** Another process that inserts the same run at the same time breaks the key, and the transaction is done again. */
    private static long insert(Connection c, String id, String place, Map<String, Object> columns) throws SQLException {
        List<Object> values = new ArrayList<>(List.of(id, place));
        values.addAll(columns.values());
        Statements.update(
                c,
                "insert into runs (id, place, " + String.join(", ", columns.keySet()) + ") values (?"
                        + ", ?".repeat(values.size() - 1) + ")",
                values.toArray());
        return Statements.first(
                        c,
                        "select run_key from runs where id = ? and place = ?",
                        List.of(id, place),
                        row -> row.getLong(1))
                .orElseThrow();
    }

    private static Map<String, Object> columns(RunRecord r, Stamp stamp) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("experiment", r.experiment());
        columns.put("model", r.model().id());
        columns.put("family", r.model().family());
        columns.put("engine", r.model().engine());
        columns.put("input", r.model().input());
        columns.put("dataset", r.dataset().id());
        columns.put("dataset_sha256", r.dataset().sha256());
        columns.put("status", r.status().label());
        columns.put("status_detail", r.statusDetail());
        columns.put("seed", r.seed());
        columns.put("spec_hash", r.specHash());
        columns.put("learnable_parameters", r.model().learnableParameters());
        columns.put("total_parameters", r.model().totalParameters());
        columns.put("multiply_adds", r.model().multiplyAdds());
        columns.put("parameters_sha256", r.parametersSha256());
        columns.put("best_parameters_sha256", r.bestParametersSha256());
        addResults(columns, r);
        addProvenance(columns, r.provenance());
        columns.put("record", RunJson.tree(r).toString());
        columns.put("record_millis", stamp.millis());
        columns.put("record_bytes", stamp.bytes());
        columns.replaceAll((column, value) -> value instanceof String text && WIDTHS.containsKey(column)
                ? text.substring(0, Math.min(WIDTHS.get(column), text.length()))
                : value);
        return columns;
    }

    private static void addResults(Map<String, Object> columns, RunRecord r) {
        Optional<EpochMetrics> last = r.epochs().isEmpty()
                ? Optional.empty()
                : Optional.of(r.epochs().get(r.epochs().size() - 1));
        columns.put("epochs", r.epochs().size());
        columns.put("train_loss", last.map(EpochMetrics::trainLoss));
        columns.put("train_accuracy", last.map(EpochMetrics::trainAccuracy).orElse(OptionalDouble.empty()));
        columns.put("validation_loss", last.map(EpochMetrics::validationLoss).orElse(OptionalDouble.empty()));
        columns.put("best_epoch", r.best().map(BestEpoch::epoch));
        columns.put(
                "validation_accuracy",
                r.best().map(BestEpoch::validationAccuracy).orElse(OptionalDouble.empty()));
        columns.put("test_accuracy", r.test().map(TestEvaluation::top1));
        columns.put("test_low", r.test().map(TestEvaluation::top1Low));
        columns.put("test_high", r.test().map(TestEvaluation::top1High));
        columns.put("test_loss", r.test().map(TestEvaluation::loss));
        columns.put("test_examples", r.test().map(TestEvaluation::examples));
    }

    private static void addProvenance(Map<String, Object> columns, Provenance p) {
        columns.put("program_version", p.version());
        columns.put("git_commit", p.gitCommit());
        columns.put("command", p.command());
        columns.put("java", p.java());
        columns.put("os", p.os());
        columns.put("cpu", p.cpu());
        columns.put("memory_mib", p.memoryMiB());
        columns.put("backend", p.backend());
        columns.put("threads", p.threads());
        columns.put("started_at", p.startedAt());
        columns.put("finished_at", p.finishedAt());
        columns.put("wall_seconds", p.wallSeconds());
        columns.put("train_seconds", p.trainSeconds());
    }

    private static void insertEpochs(Connection c, long key, List<EpochMetrics> epochs) throws SQLException {
        Statements.batch(
                c,
                "insert into epochs (run_key, epoch, steps, learning_rate, train_loss, train_accuracy, validation_loss,"
                        + " validation_accuracy, seconds, images_per_second) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                epochs.stream()
                        .map(e -> List.of(
                                key,
                                e.epoch(),
                                e.steps(),
                                e.learningRate(),
                                e.trainLoss(),
                                e.trainAccuracy(),
                                e.validationLoss(),
                                e.validationAccuracy(),
                                e.seconds(),
                                e.imagesPerSecond()))
                        .toList());
    }

    private static void insertMetrics(Connection c, long key, Map<String, Double> numbers) throws SQLException {
        Statements.batch(
                c,
                "insert into test_metrics (run_key, name, measured) values (?, ?, ?)",
                numbers.entrySet().stream()
                        .map(e -> List.of(key, e.getKey(), e.getValue()))
                        .toList());
    }

    private static void insertSettings(Connection c, long key, Map<String, Entries.Entry> entries) throws SQLException {
        Statements.batch(
                c,
                "insert into settings (run_key, path, as_text, as_number) values (?, ?, ?, ?)",
                entries.entrySet().stream()
                        .map(e -> List.of(
                                key,
                                e.getKey(),
                                e.getValue().text(),
                                e.getValue().number()))
                        .toList());
    }

    static void insertTags(Connection c, long key, Collection<String> tags) throws SQLException {
        Statements.batch(
                c,
                "insert into tags (run_key, name) values (?, ?)",
                tags.stream().map(t -> List.of(key, t)).toList());
    }
}
