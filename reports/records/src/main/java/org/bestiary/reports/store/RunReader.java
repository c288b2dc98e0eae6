package org.bestiary.reports.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bestiary.reports.database.Statements;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.run.EpochMetric;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunStatus;

/** Reads runs from the tables. */
final class RunReader {
    private static final String COLUMNS = "select r.run_key, r.id, r.place, r.experiment, r.model, r.engine, r.dataset,"
            + " r.status, r.seed, r.epochs, r.train_loss, r.validation_accuracy, r.test_accuracy,"
            + " r.learnable_parameters, r.started_at, r.finished_at, r.wall_seconds,"
            + " (select string_agg(t.name, ',' order by t.name) from tags t where t.run_key = r.run_key) as tags"
            + " from runs r where ";

    private final StoreLocation location;

    RunReader(StoreLocation location) {
        this.location = location;
    }

    List<RunRow> list(Connection c, RunQuery query) throws SQLException {
        checkPaths(c, query);
        Sql where = Sql.of(query.condition());
        Sql order = Sql.order(RunField.sortable(query.sort()), query.descending());
        List<Object> values = new ArrayList<>(where.values());
        values.addAll(order.values());
        values.add(query.limit());
        values.add(query.offset());
        return Statements.list(
                c,
                COLUMNS + where.text() + " order by " + order.text() + ", r.run_key desc limit ? offset ?",
                values,
                this::row);
    }

    /** A page of runs after one of them, by key. */
    List<RunRow> after(Connection c, Condition condition, long key, int limit) throws SQLException {
        checkPaths(c, RunQuery.newest(condition, 1));
        Sql where = Sql.of(condition);
        List<Object> values = new ArrayList<>(where.values());
        values.add(key);
        values.add(limit);
        return Statements.list(
                c, COLUMNS + where.text() + " and r.run_key > ? order by r.run_key limit ?", values, this::row);
    }

    long count(Connection c, Condition condition) throws SQLException {
        checkPaths(c, RunQuery.newest(condition, 1));
        Sql where = Sql.of(condition);
        return Statements.first(
                        c, "select count(*) from runs r where " + where.text(), where.values(), row -> row.getLong(1))
                .orElseThrow();
    }

    List<RunRow> withId(Connection c, String id) throws SQLException {
        return Statements.list(c, COLUMNS + "r.id = ? order by r.run_key", List.of(id), this::row);
    }

    /** The newest run of an experiment, or none. */
    List<RunRow> newestOf(Connection c, String experiment) throws SQLException {
        return Statements.list(
                c,
                COLUMNS + "r.experiment = ? order by r.started_at desc, r.run_key desc limit 1",
                List.of(experiment),
                this::row);
    }

    List<RunRow> startingWith(Connection c, String prefix, int limit) throws SQLException {
        return Statements.list(
                c,
                COLUMNS + "substr(r.id, 1, ?) = ? order by r.started_at desc, r.run_key desc limit ?",
                List.of(prefix.codePointCount(0, prefix.length()), prefix, limit),
                this::row);
    }

    List<EpochMetrics> epochs(Connection c, long key) throws SQLException {
        return Statements.list(
                c, "select * from epochs where run_key = ? order by epoch", List.of(key), RunReader::epoch);
    }

    private static EpochMetrics epoch(ResultSet row) throws SQLException {
        Map<EpochMetric, OptionalDouble> values = new EnumMap<>(EpochMetric.class);
        for (EpochMetric metric : EpochMetric.values()) {
            values.put(metric, Statements.optionalDouble(row, metric.column()));
        }
        return EpochMetrics.of(values);
    }

    /** An entry that no run has is a slip of the pen, not a condition that holds for no run. */
    private static void checkPaths(Connection c, RunQuery query) throws SQLException {
        List<RunField> fields = new ArrayList<>(query.condition().fields().toList());
        fields.add(RunField.sortable(query.sort()));
        for (RunField field : fields) {
            if (field.kind() == RunField.Kind.SETTING) {
                checkPath(c, "settings", "path", "the specification of any run", field);
            } else if (field.kind() == RunField.Kind.MEASURE) {
                checkPath(c, "test_metrics", "name", "the evaluation of any run", field);
            }
        }
    }

    private static void checkPath(Connection c, String table, String column, String place, RunField field)
            throws SQLException {
        boolean known = Statements.first(
                        c,
                        "select 1 from " + table + " where " + column + " = ? limit 1",
                        List.of(field.source()),
                        row -> true)
                .isPresent();
        if (!known) {
            List<String> all = Statements.list(
                    c, "select distinct " + column + " from " + table, List.of(), row -> row.getString(1));
            if (!all.isEmpty()) {
                throw new ConditionException(
                        "there is no entry '" + field.source() + "' in " + place + Nearest.hint(field.source(), all));
            }
        }
    }

    private RunRow row(ResultSet row) throws SQLException {
        RunLocation place = RunLocation.of(row.getString("place"), location);
        return new RunRow(
                row.getLong("run_key"),
                row.getString("id"),
                row.getString("experiment"),
                row.getString("model"),
                row.getString("engine"),
                row.getString("dataset"),
                RunStatus.of(row.getString("status")),
                row.getLong("seed"),
                row.getInt("epochs"),
                Statements.optionalDouble(row, "train_loss"),
                Statements.optionalDouble(row, "validation_accuracy"),
                Statements.optionalDouble(row, "test_accuracy"),
                row.getLong("learnable_parameters"),
                Statements.instant(row, "started_at"),
                Statements.optionalInstant(row, "finished_at"),
                Statements.number(row, "wall_seconds"),
                Optional.ofNullable(row.getString("tags"))
                        .map(tags -> Arrays.asList(tags.split(",")))
                        .orElse(List.of()),
                place.host(),
                place.runs().resolve(row.getString("id")));
    }
}
