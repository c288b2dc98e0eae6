package org.bestiary.experiments.lecture;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came of one statement.
 *
 * @param statement the statement
 * @param verdict the verdict
 * @param measured the measured value; empty if nothing was measured
 * @param difference by how much it is another one; empty if it is not
 * @param explanation the statement's explanation, filled in
 * @param problem why a check could not run, one line; empty if it could or if there is none
 * @param remark what else there is to say: the command that would run it, what the budget weakens; empty if nothing
 * @param runs directories of the runs that decided
 * @param seconds how long it took
 */
public record Finding(
        Statement statement,
        Verdict verdict,
        Optional<Object> measured,
        String difference,
        String explanation,
        Optional<String> problem,
        String remark,
        List<Path> runs,
        double seconds) {
    public Finding {
        runs = List.copyOf(runs);
    }

    /** The measured value for people, with its unit. */
    public String measuredForPeople() {
        return measured.map(m -> Figure.text(m, statement.units())).orElse("");
    }

    /** Nothing was measured. */
    static Finding without(Statement statement, Verdict verdict, String remark) {
        return new Finding(statement, verdict, Optional.empty(), "", "", Optional.empty(), remark, List.of(), 0);
    }

    /** A check that could not run. */
    static Finding failed(Statement statement, String problem, double seconds) {
        return new Finding(
                statement, Verdict.NOT_RUN, Optional.empty(), "", "", Optional.of(problem), "", List.of(), seconds);
    }
}
