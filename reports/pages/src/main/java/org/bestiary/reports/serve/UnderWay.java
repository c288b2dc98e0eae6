package org.bestiary.reports.serve;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.reports.store.Condition;
import org.bestiary.reports.store.RunQuery;
import org.bestiary.reports.store.RunRow;
import org.bestiary.reports.store.RunStore;
import org.bestiary.reports.study.ListedStudy;
import org.bestiary.reports.study.Study;
import org.bestiary.reports.study.StudyStatus;
import org.bestiary.reports.study.StudyStore;

/**
 * What somebody is working on.
 *
 * @param runs the newest runs that are under way
 * @param studies the newest studies that are
 */
record UnderWay(List<RunRow> runs, List<StudyAtWork> studies) {
    /** So many runs, and so many studies, are drawn; all are in their tables. */
    private static final int MOST = 6;
    /** Of more that are recorded as running or open the older ones must have been left. */
    private static final int MOST_LOOKED_AT = 50;

    static final UnderWay NOTHING = new UnderWay(List.of(), List.of());

    UnderWay {
        runs = List.copyOf(runs);
        studies = List.copyOf(studies);
    }

    /** A study with how far it is. */
    record StudyAtWork(String id, StudyStanding standing) {}

    static UnderWay of(ServedResults results, RunStore store) {
        List<RunRow> runs = store.list(RunQuery.newest(Condition.parse("status=running"), MOST_LOOKED_AT)).stream()
                .filter(row -> !results.isKilled(row))
                .limit(MOST)
                .toList();
        Optional<StudyStore> studies = results.studies();
        return new UnderWay(runs, studies.map(UnderWay::studies).orElse(List.of()));
    }

    private static List<StudyAtWork> studies(StudyStore store) {
        Instant now = Instant.now();
        return store.listed(MOST_LOOKED_AT, 0).stream()
                .map(ListedStudy::study)
                .filter(study -> study.status() == StudyStatus.OPEN)
                .map(study -> atWork(store, study, now))
                .filter(study -> study.standing().isUnderWay())
                .limit(MOST)
                .toList();
    }

    private static StudyAtWork atWork(StudyStore store, Study study, Instant now) {
        return new StudyAtWork(study.id(), StudyStanding.of(study, store.trials(study.id()), now));
    }

    /** What tells whether anything has changed. */
    String seen() {
        return Stream.concat(
                        runs.stream().map(r -> r.key() + ":" + r.epochs()),
                        studies.stream().map(s -> s.id() + ":" + s.standing().seen()))
                .collect(Collectors.joining(" "));
    }

    LiveState state() {
        int count = runs.size() + studies.size();
        return new LiveState(seen(), count == 0 ? "nothing under way" : count + " under way", false);
    }
}
