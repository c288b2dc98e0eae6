package org.bestiary.reports.serve;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.bestiary.reports.database.StoreException;
import org.bestiary.reports.study.Study;
import org.bestiary.reports.study.StudyStatus;
import org.bestiary.reports.study.StudyStore;

/** Looks how far one study is. */
final class StudyWatch implements Supplier<Optional<LiveState>> {
    private final ServedResults results;
    private final String id;

    StudyWatch(ServedResults results, String id) {
        this.results = results;
        this.id = id;
    }

    @Override
    public Optional<LiveState> get() {
        try {
            return results.studies().flatMap(store -> store.find(id).map(study -> state(store, study)));
        } catch (StoreException e) {
            // A server that is away for a moment.
            return Optional.empty();
        }
    }

    /** Where a study stands, with the epochs of the trials that are running. */
    static LiveState state(StudyStore store, Study study) {
        StudyStanding standing = StudyStanding.of(study, store.trials(study.id()), Instant.now());
        return new LiveState(
                standing.seen() + " " + store.epochs(study.id()),
                standing.isUnderWay() ? standing.told() : standing.word(),
                study.status() != StudyStatus.OPEN);
    }
}
