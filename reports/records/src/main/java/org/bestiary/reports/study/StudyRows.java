package org.bestiary.reports.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bestiary.reports.database.Statements;

/** Rows of the tables of studies as records, and back. */
final class StudyRows {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private StudyRows() {}

    static void insert(Connection c, Study study) throws SQLException {
        StudyDraft draft = study.draft();
        Statements.update(
                c,
                "insert into studies (id, spec, space, settings, seed, direction, max_failures, max_attempts, status,"
                        + " reason, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                draft.id(),
                draft.spec(),
                draft.space().toString(),
                draft.settings().toString(),
                draft.seed(),
                draft.direction().label(),
                draft.maxFailures(),
                draft.maxAttempts(),
                study.status().label(),
                study.reason(),
                study.created());
    }

    static Optional<Study> study(Connection c, String id) throws SQLException {
        return Statements.first(c, "select * from studies where id = ?", List.of(id), StudyRows::study);
    }

    static List<Study> newest(Connection c, int limit) throws SQLException {
        return Statements.list(
                c, "select * from studies order by created_at desc, id desc limit ?", List.of(limit), StudyRows::study);
    }

    static List<ListedStudy> listed(Connection c, int limit, long skipped) throws SQLException {
        String ofStudy = " from trials t where t.study = s.id";
        // A diverged trial may have completed with an infinite value.
        String finite = ofStudy + " and t.objective between -1e300 and 1e300";
        String completed = finite + " and t.status = 'completed'";
        return Statements.list(
                c,
                "select s.*, (select count(*)" + ofStudy + ") as trials, (select count(*)" + ofStudy
                        + " and t.status in ('completed', 'pruned', 'failed')) as ended, coalesce((select"
                        + " max(t.objective)" + completed + "), (select max(t.objective)" + finite
                        + ")) as largest, coalesce((select min(t.objective)" + completed
                        + "), (select min(t.objective)" + finite + ")) as smallest from (select * from studies"
                        + " order by created_at desc, id desc limit ? offset ?) s"
                        + " order by s.created_at desc, s.id desc",
                List.of(limit, skipped),
                StudyRows::listed);
    }

    private static ListedStudy listed(ResultSet row) throws SQLException {
        Study study = study(row);
        String best = study.draft().direction() == Direction.MAXIMIZE ? "largest" : "smallest";
        return new ListedStudy(study, row.getInt("trials"), row.getInt("ended"), Statements.optionalDouble(row, best));
    }

    private static Study study(ResultSet row) throws SQLException {
        StudyDraft draft = new StudyDraft(
                row.getString("id"),
                row.getString("spec"),
                json(row.getString("space")),
                json(row.getString("settings")),
                row.getLong("seed"),
                Direction.of(row.getString("direction")),
                row.getInt("max_failures"),
                row.getInt("max_attempts"));
        return new Study(
                draft,
                StudyStatus.of(row.getString("status")),
                Statements.optionalText(row, "reason"),
                Statements.instant(row, "created_at"));
    }

    static Optional<Lease> lease(Connection c, String study, String token) throws SQLException {
        return Statements.first(
                c,
                "select number, parameters, attempts, worker from trials where study = ? and lease = ?"
                        + " and status = 'running'",
                List.of(study, token),
                row -> new Lease(
                        study,
                        row.getInt("number"),
                        json(row.getString("parameters")),
                        row.getInt("attempts"),
                        row.getString("worker"),
                        token));
    }

    /** Where a trial stands of which this lease was the last one; empty if another has claimed it since. */
    static Optional<TrialStatus> statusAfter(Connection c, Lease lease) throws SQLException {
        return Statements.first(
                c,
                "select status from trials where study = ? and number = ? and lease = ?",
                List.of(lease.study(), lease.number(), lease.token()),
                row -> TrialStatus.of(row.getString(1)));
    }

    static List<Trial> trials(Connection c, String study, Optional<Integer> number) throws SQLException {
        Map<Integer, List<String>> runIds = runIds(c, study, number);
        return Statements.list(
                c,
                "select * from trials where study = ?" + (number.isPresent() ? " and number = ?" : "")
                        + " order by number",
                keys(study, number),
                row -> trial(row, runIds.getOrDefault(row.getInt("number"), List.of())));
    }

    private static List<Object> keys(String study, Optional<Integer> number) {
        return number.<List<Object>>map(n -> List.of(study, n)).orElseGet(() -> List.of(study));
    }

    private static Trial trial(ResultSet row, List<String> runIds) throws SQLException {
        return new Trial(
                row.getString("study"),
                row.getInt("number"),
                json(row.getString("parameters")),
                TrialStatus.of(row.getString("status")),
                Statements.optionalDouble(row, "objective"),
                Statements.optionalText(row, "reason"),
                json(row.getString("details")),
                row.getInt("attempts"),
                row.getInt("failures"),
                Statements.optionalText(row, "worker"),
                Statements.optionalInstant(row, "lease_expires"),
                runIds,
                Statements.instant(row, "created_at"),
                Statements.optionalInstant(row, "started_at"),
                Statements.optionalInstant(row, "finished_at"));
    }

    static Map<Integer, List<String>> runIds(Connection c, String study, Optional<Integer> number) throws SQLException {
        Map<Integer, List<String>> ids = new TreeMap<>();
        Statements.each(
                c,
                "select number, run_id from trial_runs where study = ?" + (number.isPresent() ? " and number = ?" : "")
                        + " order by number, attempt, run_id",
                keys(study, number),
                row -> ids.computeIfAbsent(row.getInt(1), n -> new ArrayList<>())
                        .add(row.getString(2)));
        return ids;
    }

    private static JsonNode json(String text) throws SQLException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("a column of a study holds no JSON", e);
        }
    }
}
