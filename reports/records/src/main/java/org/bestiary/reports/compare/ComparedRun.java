package org.bestiary.reports.compare;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bestiary.reports.run.Answers;
import org.bestiary.reports.run.BestEpoch;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.run.TestEvaluation;

/**
 * A run that takes part in a comparison.
 *
 * @param record its record
 * @param answers what it said of every test image; empty if it has not kept that
 * @param report its own page; empty if it is not to be linked
 */
public record ComparedRun(RunRecord record, Optional<Answers> answers, Optional<Path> report) {
    /** Reads a run from its directory. */
    public static ComparedRun read(RunDirectory directory) {
        return new ComparedRun(directory.read(), directory.readAnswers(), Optional.of(directory.reportFile()));
    }

    /** Its test result; only that of a completed run counts. */
    public Optional<TestEvaluation> result() {
        return record.status() == RunStatus.COMPLETED ? record.test() : Optional.empty();
    }

    /** Its validation accuracy in percent, that of the best epoch; only that of a completed run counts. */
    public OptionalDouble validation() {
        return record.status() == RunStatus.COMPLETED
                ? record.best().map(BestEpoch::validationAccuracy).orElse(OptionalDouble.empty())
                : OptionalDouble.empty();
    }
}
