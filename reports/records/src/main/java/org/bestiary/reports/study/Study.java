package org.bestiary.reports.study;

import java.time.Instant;
import java.util.Optional;

/**
 * A study in the store.
 *
 * @param draft what it was made from; never changes
 * @param status where it stands
 * @param reason one line on why, where there is something to say
 * @param created when it was made
 */
public record Study(StudyDraft draft, StudyStatus status, Optional<String> reason, Instant created) {
    /** Its name. */
    public String id() {
        return draft.id();
    }
}
