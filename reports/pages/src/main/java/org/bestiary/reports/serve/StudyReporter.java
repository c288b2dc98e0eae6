package org.bestiary.reports.serve;

import java.util.Optional;
import org.bestiary.reports.study.Study;
import org.bestiary.reports.study.StudyStore;
import org.bestiary.reports.sweep.SweepReport;

/**
 * Makes the report of a study that is not at its end, from what the store knows of it. What its spec means only the search
 * itself can say, which is why it is given to the dashboard from outside.
 */
@FunctionalInterface
public interface StudyReporter {
    /** Cannot report on anything: the dashboard shows the trials as the store has them. */
    StudyReporter NONE = (store, study) -> Optional.empty();

    /** What the study has come to so far; empty if its spec is of a version that cannot be read. */
    Optional<SweepReport> report(StudyStore store, Study study);
}
