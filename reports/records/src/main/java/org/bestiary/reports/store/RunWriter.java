package org.bestiary.reports.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.reports.database.Statements;
import org.bestiary.reports.run.EpochMetric;
import org.bestiary.reports.run.EpochMetrics;
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
                "select run_key from runs where id = ? and place = ?" + Statements.lock(c),
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
        List<Object> values = new ArrayList<>(List.of(place));
        values.addAll(columns.values());
        Statements.update(
                c,
                "insert into runs (place, " + String.join(", ", columns.keySet()) + ") values (?"
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
        RunField.NAMED.forEach(field -> field.value().ifPresent(value -> columns.put(field.source(), value.apply(r))));
        columns.put("dataset_sha256", r.dataset().sha256());
        columns.put("status_detail", r.statusDetail());
        columns.put("best_parameters_sha256", r.bestParametersSha256());
        columns.put("test_low", r.test().map(TestEvaluation::top1Low));
        columns.put("test_high", r.test().map(TestEvaluation::top1High));
        columns.put("test_examples", r.test().map(TestEvaluation::examples));
        columns.put("command", r.provenance().command());
        columns.put("memory_mib", r.provenance().memoryMiB());
        columns.put("record", RunJson.tree(r).toString());
        columns.put("record_millis", stamp.millis());
        columns.put("record_bytes", stamp.bytes());
        columns.replaceAll((column, value) -> value instanceof String text && WIDTHS.containsKey(column)
                ? text.substring(0, Math.min(WIDTHS.get(column), text.length()))
                : value);
        return columns;
    }

    private static void insertEpochs(Connection c, long key, List<EpochMetrics> epochs) throws SQLException {
        List<EpochMetric> metrics = List.of(EpochMetric.values());
        Statements.batch(
                c,
                "insert into epochs (run_key, "
                        + metrics.stream().map(EpochMetric::column).collect(Collectors.joining(", ")) + ") values (?"
                        + ", ?".repeat(metrics.size()) + ")",
                epochs.stream()
                        .map(e -> Stream.concat(
                                        Stream.<Object>of(key), metrics.stream().map(m -> m.number(e)))
                                .toList())
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
