package org.bestiary.reports.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.bestiary.reports.database.Database;
import org.bestiary.reports.database.Statements;
import org.bestiary.reports.database.StoreException;

/** Studies in a database. The SQL is the same for SQLite and PostgreSQL. */
final class JdbcStudyStore implements StudyStore {
    private static final String OPEN_TO_CLAIM = "(status = 'waiting' or (status = 'running' and lease_expires <= ?))";
    private static final String STILL_FREE = " where study = ? and number = ? and attempts = ? and " + OPEN_TO_CLAIM;
    private static final String HELD =
            " where study = ? and number = ? and lease = ? and status = 'running' and lease_expires > ?";

    private final Database database;

    JdbcStudyStore(Database database) {
        this.database = database;
    }

    @Override
    public Study create(StudyDraft draft) {
        return database.transaction(c -> {
            if (StudyRows.study(c, draft.id()).isPresent()) {
                throw new StoreException(
                        "a study's id must be new, got \"" + draft.id() + "\" which is in the store; choose another");
            }
            Study study = new Study(draft, StudyStatus.OPEN, Optional.empty(), Statements.now(c));
            StudyRows.insert(c, study);
            return study;
        });
    }

    @Override
    public Optional<Study> find(String id) {
        return database.read(c -> StudyRows.study(c, id));
    }

    @Override
    public List<Study> list(int limit) {
        return database.read(c -> StudyRows.newest(c, limit));
    }

    @Override
    public List<ListedStudy> listed(int limit, long skipped) {
        return database.read(c -> StudyRows.listed(c, limit, skipped));
    }

    @Override
    public long count() {
        return database.read(c -> Statements.first(c, "select count(*) from studies", List.of(), row -> row.getLong(1))
                .orElseThrow());
    }

    @Override
    public void setStatus(String study, StudyStatus status, Optional<String> reason) {
        int changed = database.transaction(c -> Statements.update(
                c, "update studies set status = ?, reason = ? where id = ?", status.label(), reason, study));
        if (changed == 0) {
            throw missing(study);
        }
    }

    @Override
    public boolean remove(String study) {
        return database.transaction(c -> Statements.update(c, "delete from studies where id = ?", study) > 0);
    }

    @Override
    public boolean add(String study, int number, JsonNode parameters) {
        return database.transaction(c -> {
            if (StudyRows.study(c, study).isEmpty()) {
                throw missing(study);
            }
            int count = count(c, study);
            if (number > count) {
                throw new StoreException("trials must be numbered without gaps, got number " + number + " after "
                        + count + " trials of " + study + "; add number " + count);
            }
            // A number that another worker takes between the two statements breaks the key, and we look again.
            return number == count
                    && Statements.update(
                                    c,
                                    "insert into trials (study, number, parameters, status, details, attempts,"
                                            + " failures, created_at) values (?, ?, ?, 'waiting', '{}', 0, 0, ?)",
                                    study,
                                    number,
                                    parameters.toString(),
                                    Statements.now(c))
                            == 1;
        });
    }

    @Override
    public int count(String study) {
        return database.read(c -> count(c, study));
    }

    private static int count(Connection c, String study) throws SQLException {
        return Statements.first(c, "select count(*) from trials where study = ?", List.of(study), row -> row.getInt(1))
                .orElseThrow();
    }

    @Override
    public Optional<Lease> claim(String study, String worker, Duration length) {
        return claim(study, "", List.of(), worker, length);
    }

    @Override
    public Optional<Lease> claim(String study, int number, String worker, Duration length) {
        return claim(study, " and number = ?", List.of(number), worker, length);
    }

    private Optional<Lease> claim(
            String study, String further, List<Object> furtherValues, String worker, Duration length) {
        // Chosen before the transaction: if its commit goes through but the answer is lost, the next try finds it.
        String token = UUID.randomUUID().toString();
        return database.transaction(c -> {
            Study found = StudyRows.study(c, study).orElseThrow(() -> missing(study));
            Optional<Lease> earlier = StudyRows.lease(c, study, token);
            if (earlier.isPresent()) {
                return earlier;
            }
            while (true) {
                Instant now = Statements.now(c);
                List<Object> values = new ArrayList<>(List.of(study, now));
                values.addAll(furtherValues);
                Optional<Free> free = Statements.first(
                        c,
                        "select number, attempts from trials where study = ? and " + OPEN_TO_CLAIM + further
                                + " order by number limit 1",
                        values,
                        row -> new Free(row.getInt(1), row.getInt(2)));
                if (free.isEmpty()) {
                    return Optional.empty();
                }
                if (free.get().attempts() >= found.draft().maxAttempts()) {
                    giveUp(c, study, free.get(), now);
                } else if (take(c, study, free.get(), worker, token, now, length)) {
                    return StudyRows.lease(c, study, token);
                }
            }
        });
    }

    /** A trial that looked free when it was read; whoever changes it first, and with it its attempts, has it. */
    private record Free(int number, int attempts) {}

    /** Takes a trial unless another worker was faster. */
    private static boolean take(
            Connection c, String study, Free free, String worker, String token, Instant now, Duration length)
            throws SQLException {
        int changed = Statements.update(
                c,
                "update trials set status = 'running', worker = ?, lease = ?, lease_expires = ?,"
                        + " attempts = attempts + 1, started_at = coalesce(started_at, ?)" + STILL_FREE,
                worker,
                token,
                now.plus(length),
                now,
                study,
                free.number(),
                free.attempts(),
                now);
        return changed == 1;
    }

    private static void giveUp(Connection c, String study, Free free, Instant now) throws SQLException {
        Statements.update(
                c,
                "update trials set status = 'failed', reason = 'begun ' || attempts || ' times without coming to its end',"
                        + " lease_expires = null, finished_at = ?" + STILL_FREE,
                now,
                study,
                free.number(),
                free.attempts(),
                now);
    }

    @Override
    public void heartbeat(Lease lease, Duration length) {
        whileHeld(
                lease,
                (c, now) -> Statements.update(
                        c,
                        "update trials set lease_expires = ? where study = ? and number = ?",
                        now.plus(length),
                        lease.study(),
                        lease.number()));
    }

    @Override
    public void report(Lease lease, int epoch, double value) {
        if (epoch < 1) {
            throw new IllegalArgumentException("an epoch must be at least 1, got " + epoch + "; count from 1");
        }
        whileHeld(lease, (c, now) -> {
            int changed = Statements.update(
                    c,
                    "update trial_values set objective = ? where study = ? and number = ? and epoch = ?",
                    value,
                    lease.study(),
                    lease.number(),
                    epoch);
            if (changed == 0) {
                Statements.update(
                        c,
                        "insert into trial_values (study, number, epoch, objective) values (?, ?, ?, ?)",
                        lease.study(),
                        lease.number(),
                        epoch,
                        value);
            }
        });
    }

    @Override
    public void addRun(Lease lease, String runId) {
        whileHeld(lease, (c, now) -> {
            boolean known = StudyRows.runIds(c, lease.study(), Optional.of(lease.number()))
                    .getOrDefault(lease.number(), List.of())
                    .contains(runId);
            if (!known) {
                Statements.update(
                        c,
                        "insert into trial_runs (study, number, run_id, attempt) values (?, ?, ?, ?)",
                        lease.study(),
                        lease.number(),
                        runId,
                        lease.attempt());
            }
        });
    }

    /** Something that a worker may do while it holds a trial. */
    @FunctionalInterface
    private interface Writing {
        void in(Connection c, Instant now) throws SQLException;
    }

    /** Locks the trial's row, so that nobody can take the trial between the check and what depends on it. */
    private void whileHeld(Lease lease, Writing writing) {
        database.change(c -> {
            Instant now = Statements.now(c);
            boolean held = Statements.first(
                            c,
                            "select number from trials" + HELD + Statements.lock(c),
                            List.of(lease.study(), lease.number(), lease.token(), now),
                            row -> true)
                    .isPresent();
            if (!held) {
                throw new LeaseLostException(lease);
            }
            writing.in(c, now);
        });
    }

    @Override
    public void complete(Lease lease, double value, JsonNode details) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(
                    "a completed trial must have a number for its value, got NaN; prune it or let it fail");
        }
        database.change(c -> end(c, lease, TrialStatus.COMPLETED, OptionalDouble.of(value), Optional.empty(), details));
    }

    @Override
    public void prune(Lease lease, OptionalDouble value, String reason, JsonNode details) {
        database.change(c -> end(c, lease, TrialStatus.PRUNED, value, Optional.of(reason), details));
    }

    private static void end(
            Connection c,
            Lease lease,
            TrialStatus status,
            OptionalDouble value,
            Optional<String> reason,
            JsonNode details)
            throws SQLException {
        Instant now = Statements.now(c);
        int changed = Statements.update(
                c,
                "update trials set status = ?, objective = ?, reason = ?, details = ?, lease_expires = null,"
                        + " finished_at = ?" + HELD,
                status.label(),
                value,
                reason,
                details.toString(),
                now,
                lease.study(),
                lease.number(),
                lease.token(),
                now);
        requireChanged(c, changed, lease, status);
    }

    @Override
    public TrialStatus fail(Lease lease, String reason) {
        return database.transaction(c -> {
            Instant now = Statements.now(c);
            Study study = StudyRows.study(c, lease.study()).orElseThrow(() -> missing(lease.study()));
            Optional<Integer> failures = Statements.first(
                    c,
                    "select failures from trials" + HELD + Statements.lock(c),
                    List.of(lease.study(), lease.number(), lease.token(), now),
                    row -> row.getInt(1) + 1);
            if (failures.isEmpty()) {
                return StudyRows.statusAfter(c, lease)
                        .filter(s -> s == TrialStatus.WAITING || s == TrialStatus.FAILED)
                        .orElseThrow(() -> new LeaseLostException(lease));
            }
            boolean last = failures.get() >= study.draft().maxFailures();
            TrialStatus status = last ? TrialStatus.FAILED : TrialStatus.WAITING;
            Statements.update(
                    c,
                    "update trials set status = ?, reason = ?, failures = ?, lease_expires = null, finished_at = ?"
                            + " where study = ? and number = ?",
                    status.label(),
                    reason,
                    failures.get(),
                    last ? Optional.of(now) : Optional.empty(),
                    lease.study(),
                    lease.number());
            return status;
        });
    }

    @Override
    public boolean promote(String study, int number, int sparedUntil) {
        return database.transaction(c -> Statements.update(
                        c,
                        "update trials set status = 'waiting', reason = null, details = ?,"
                                + " finished_at = null where study = ? and number = ? and status = 'pruned'",
                        Trial.promotion(sparedUntil).toString(),
                        study,
                        number)
                == 1);
    }

    @Override
    public void release(Lease lease) {
        database.change(c -> {
            int changed = Statements.update(
                    c,
                    "update trials set status = 'waiting', lease_expires = null" + HELD,
                    lease.study(),
                    lease.number(),
                    lease.token(),
                    Statements.now(c));
            requireChanged(c, changed, lease, TrialStatus.WAITING);
        });
    }

    /** A change that was made but of which the answer was lost is made, too. */
    private static void requireChanged(Connection c, int changed, Lease lease, TrialStatus wanted) throws SQLException {
        if (changed == 0
                && StudyRows.statusAfter(c, lease).filter(s -> s == wanted).isEmpty()) {
            throw new LeaseLostException(lease);
        }
    }

    @Override
    public Optional<Trial> trial(String study, int number) {
        return database.read(c -> StudyRows.trials(c, study, Optional.of(number))).stream()
                .findFirst();
    }

    @Override
    public List<Trial> trials(String study) {
        return database.read(c -> StudyRows.trials(c, study, Optional.empty()));
    }

    @Override
    public List<IntermediateValue> values(String study, int number) {
        return values("study = ? and number = ?", List.of(study, number));
    }

    @Override
    public List<IntermediateValue> values(String study) {
        return values("study = ?", List.of(study));
    }

    @Override
    public long epochs(String study) {
        return database.read(c -> Statements.first(
                        c, "select count(*) from trial_values where study = ?", List.of(study), row -> row.getLong(1))
                .orElseThrow());
    }

    @Override
    public List<IntermediateValue> valuesAt(String study, int epoch) {
        return values("study = ? and epoch = ?", List.of(study, epoch));
    }

    private List<IntermediateValue> values(String where, List<?> values) {
        return database.read(c -> Statements.list(
                c,
                "select number, epoch, objective from trial_values where " + where + " order by number, epoch",
                values,
                row -> new IntermediateValue(row.getInt(1), row.getInt(2), Statements.number(row, "objective"))));
    }

    private static StoreException missing(String study) {
        return new StoreException("there is no study \"" + study + "\" in the store; bestiary studies lists what is");
    }

    @Override
    public void close() {
        database.close();
    }
}
