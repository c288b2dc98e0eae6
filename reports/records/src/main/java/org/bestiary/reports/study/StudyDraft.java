package org.bestiary.reports.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * A study that does not exist yet.
 *
 * @param id its name: letters, digits, dots, hyphens and underscores, at most 200
 * @param spec the sweep as the user wrote it
 * @param space the search space
 * @param settings whatever else says how the study is run: method, pruner, budget
 * @param seed from which the suggestions are derived
 * @param direction what is better
 * @param maxFailures after how many failures a trial is given up, at least 1
 * @param maxAttempts after how many claims a trial is given up whose workers vanish again and again, at least 1
 */
public record StudyDraft(
        String id,
        String spec,
        JsonNode space,
        JsonNode settings,
        long seed,
        Direction direction,
        int maxFailures,
        int maxAttempts) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    /** A failed trial is tried once more. */
    public static final int USUAL_FAILURES = 2;
    /** A machine may be switched off often before a trial is to blame for it. */
    public static final int USUAL_ATTEMPTS = 50;

    public StudyDraft {
        require(
                ID.matcher(id).matches(),
                "a study's id must be letters, digits, dots, hyphens and underscores, at most 200, and start with a"
                        + " letter or digit, got \"" + id + "\"; choose another");
        require(maxFailures >= 1, "maxFailures must be at least 1, got " + maxFailures + "; raise it");
        require(maxAttempts >= 1, "maxAttempts must be at least 1, got " + maxAttempts + "; raise it");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
