package org.bestiary.reports.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bestiary.reports.database.Database;
import org.bestiary.reports.database.StoreException;
import org.bestiary.reports.database.StoreLocation;

/**
 * Studies and their trials, shared by any number of workers in any number of processes.
 *
 * <p>A worker adds trials ({@link #add}) and claims them ({@link #claim}); the two are apart, so that one process may
 * suggest and others run. While it runs a trial it renews its lease ({@link #heartbeat}) well within the lease's length, and
 * ends it with {@link #complete}, {@link #prune}, {@link #fail} or {@link #release}. Times are the database's, so that the
 * clocks of several machines need not agree. Every method may be called by several threads.
 *
 * <p>Every method throws {@link StoreException} if the store cannot be used.
 */
public interface StudyStore extends AutoCloseable {
    /**
     * Opens the store, and makes it if it is an embedded one that is missing.
     *
     * @throws StoreException if it cannot be used
     */
    static StudyStore open(StoreLocation location) {
        return new JdbcStudyStore(Database.open(location));
    }

    /**
     * Makes a study.
     *
     * @throws StoreException if there is one of that id
     */
    Study create(StudyDraft draft);

    /** The study of this id. */
    Optional<Study> find(String id);

    /** The newest studies, newest first. */
    List<Study> list(int limit);

    /** Studies with what their trials have come to, newest first, without the first so many. */
    List<ListedStudy> listed(int limit, long skipped);

    /** How many studies there are. */
    long count();

    /** Says where a study stands. */
    void setStatus(String study, StudyStatus status, Optional<String> reason);

    /** Removes a study with its trials; their runs stay. Returns whether there was one. */
    boolean remove(String study);

    /**
     * Adds a trial that waits for a worker. Workers that suggest at the same time compute the next number from what they
     * know; one of them wins, and the others look again.
     *
     * @param number the next free number: how many trials there are
     * @return whether it was added; false if the number was taken meanwhile
     * @throws StoreException if there is no such study, or the number would leave a gap
     */
    boolean add(String study, int number, JsonNode parameters);

    /** How many trials a study has. */
    int count(String study);

    /**
     * Claims the waiting or abandoned trial with the lowest number, for this worker alone. Trials whose workers vanished more
     * often than the study allows are marked failed on the way.
     *
     * @param worker name of the worker, such as host and process
     * @param length how long the lease holds without a heartbeat
     * @return the lease; empty if no trial waits (others may be running)
     */
    Optional<Lease> claim(String study, String worker, Duration length);

    /** Claims a certain trial, if it waits or is abandoned; see {@link #claim(String, String, Duration)}. */
    Optional<Lease> claim(String study, int number, String worker, Duration length);

    /**
     * Holds the trial for another length of time from now.
     *
     * @throws LeaseLostException if the lease has expired or ended
     */
    void heartbeat(Lease lease, Duration length);

    /**
     * Says what the trial has come to after an epoch. A second value for the same epoch takes the first one's place.
     *
     * @param epoch how many epochs the trial has run, from 1
     * @throws LeaseLostException if the lease has expired or ended
     */
    void report(Lease lease, int epoch, double value);

    /**
     * Says which run is made for the trial.
     *
     * @throws LeaseLostException if the lease has expired or ended
     */
    void addRun(Lease lease, String runId);

    /**
     * Ends the trial with a value.
     *
     * @param value what it came to; a number
     * @param details whatever else is worth keeping
     * @throws LeaseLostException if the lease has expired or ended
     */
    void complete(Lease lease, double value, JsonNode details);

    /**
     * Ends the trial early because it does not look promising; it may yet be promoted.
     *
     * @param value what it had come to, if known
     * @throws LeaseLostException if the lease has expired or ended
     */
    void prune(Lease lease, OptionalDouble value, String reason, JsonNode details);

    /**
     * Says that the trial failed. It waits for another attempt, or is marked failed if the study allows no more.
     *
     * @return where the trial stands then: {@code WAITING} or {@code FAILED}
     * @throws LeaseLostException if the lease has expired or ended
     */
    TrialStatus fail(Lease lease, String reason);

    /**
     * Lets a trial that was pruned wait for a worker again, to go on from where it was stopped: from the
     * checkpoints of its runs where the worker has their directories, elsewhere from the beginning. It keeps its value.
     *
     * @param sparedUntil epochs for which it is not to be pruned; see {@link Trial#sparedUntil()}
     * @return whether there is such a trial and it was pruned; another worker may have been faster
     */
    boolean promote(String study, int number, int sparedUntil);

    /**
     * Gives the trial back unfinished: it waits for another worker, or to be claimed again. For a worker that is stopped in
     * good order.
     *
     * @throws LeaseLostException if the lease has expired or ended
     */
    void release(Lease lease);

    /** A trial. */
    Optional<Trial> trial(String study, int number);

    /** All trials of a study, in the order of their numbers. */
    List<Trial> trials(String study);

    /** The intermediate values of one trial, in the order of epochs. */
    List<IntermediateValue> values(String study, int number);

    /** All intermediate values of a study, by trial and epoch. */
    List<IntermediateValue> values(String study);

    /** Epochs that all trials of a study have run together. */
    long epochs(String study);

    /** What every trial of a study had come to after this epoch, by trial. */
    List<IntermediateValue> valuesAt(String study, int epoch);

    @Override
    void close();
}
