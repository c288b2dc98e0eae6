package org.bestiary.reports.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A trial as it stands.
 *
 * @param study the study that it is part of
 * @param number its number in the study, from 0 without gaps
 * @param parameters what is tried
 * @param status where it stands
 * @param value what it came to, if it ended with a value or was pruned with one
 * @param reason one line on why it ended as it did or last failed
 * @param details what else its worker told when it ended; of one that was promoted, how far it is spared
 * @param attempts how often it was claimed
 * @param failures how often it failed
 * @param worker who runs it, or ran it last
 * @param leaseExpires until when that worker holds it, unless it tells that it lives
 * @param runIds the runs that were made for it, oldest first
 * @param created when it was added
 * @param started when it was first claimed
 * @param finished when it ended
 */
public record Trial(
        String study,
        int number,
        JsonNode parameters,
        TrialStatus status,
        OptionalDouble value,
        Optional<String> reason,
        JsonNode details,
        int attempts,
        int failures,
        Optional<String> worker,
        Optional<Instant> leaseExpires,
        List<String> runIds,
        Instant created,
        Optional<Instant> started,
        Optional<Instant> finished) {
    private static final String SPARED_UNTIL = "sparedUntil";

    public Trial {
        runIds = List.copyOf(runIds);
    }

    /** The details of a trial that goes on after it was pruned. */
    static JsonNode promotion(int sparedUntil) {
        return JsonNodeFactory.instance.objectNode().put(SPARED_UNTIL, sparedUntil);
    }

    /** Of a trial that goes on after it was pruned: the epochs of its first run for which it is not pruned again; else 0. */
    public int sparedUntil() {
        return details.path(SPARED_UNTIL).asInt();
    }
}
