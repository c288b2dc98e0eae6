package org.bestiary.experiments.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.experiments.lecture.Finding;
import org.bestiary.experiments.lecture.Lecture;
import org.bestiary.experiments.lecture.LedgerMarkdown;
import org.bestiary.experiments.lecture.LedgerReader;
import org.bestiary.experiments.lecture.LedgerReport;
import org.bestiary.experiments.lecture.Reproduction;
import org.bestiary.experiments.lecture.Selection;
import org.bestiary.experiments.lecture.Statement;
import org.bestiary.experiments.lecture.Tally;
import org.bestiary.experiments.lecture.TrainingCheck;
import org.bestiary.experiments.lecture.Verdict;
import org.bestiary.experiments.lecture.check.Instruments;
import org.bestiary.reports.publish.Publication;
import org.bestiary.reports.publish.PublishedCard;
import org.bestiary.reports.run.RunDirectory;

/** What lectures state, checked on this machine and published. */
final class LedgerPublication {
    /** Its folder, and how a user asks for it. */
    static final String NAME = "ledger";

    private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new Jdk8Module());

    private LedgerPublication() {}

    /**
     * Checks every statement; training statements are decided by finished runs.
     *
     * @param runs where those are
     * @param data where data sets are
     * @param output told of progress
     * @throws BadInput if a check could not run: a missing data set is not to turn a result into "not run"
     */
    static List<Finding> check(Path runs, DataDirectory data, Output output) {
        TrainingCheck training = new TrainingCheck(runs, data, Optional.empty(), Optional.empty());
        List<Finding> findings = Reproduction.of(Instruments.real(), training)
                .check(
                        Selection.of(LedgerReader.shipped(), List.of(), Optional.empty(), Optional.empty()),
                        new Quiet(output));
        return complete(findings);
    }

    /** The same findings, if every check could run. */
    static List<Finding> complete(List<Finding> findings) {
        List<String> problems =
                findings.stream().flatMap(f -> f.problem().stream()).toList();
        if (!problems.isEmpty()) {
            throw new BadInput("every check must be able to run for the ledger to be published, but "
                    + problems.size() + " of " + findings.size() + " could not, the first: " + problems.get(0)
                    + "; nothing was written");
        }
        return findings;
    }

    /**
     * What was found, as a page, Markdown and figures.
     *
     * @param findings one for every statement
     * @param root the folder of all that is published, whose pages statements link to
     */
    static Publication of(List<Finding> findings, Path root) {
        List<Lecture> lectures = LedgerReader.shipped();
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(Publication.PAGE, LedgerReport.html(lectures, findings, Instruments.real(), run -> link(run, root)));
        texts.put(
                Publication.MARKDOWN,
                "## What lectures state\n\n" + LedgerMarkdown.of(findings)
                        + "\n[Every statement](report.html), [the figures](summary.json)\n");
        return new Publication(card(findings), details(findings), Publication.files(texts));
    }

    /** The published page of the experiment that a run is of, if there is one. */
    private static Optional<String> link(Path run, Path root) {
        String experiment = RunDirectory.open(run).read().experiment();
        return Files.isRegularFile(root.resolve(experiment).resolve(Publication.PAGE))
                ? Optional.of("../" + experiment + "/" + Publication.PAGE)
                : Optional.empty();
    }

    private static PublishedCard card(List<Finding> findings) {
        Tally tally = Tally.of(findings);
        return new PublishedCard(
                NAME,
                PublishedCard.LEDGER,
                findings.size() + " statements of introductory lectures, checked",
                tally.of(Verdict.REPRODUCED) + " reproduced",
                tally.line().replaceFirst("^[^:]*: ", ""),
                "");
    }

    /** The findings without what differs from one check to the next: times and places. */
    private static ObjectNode details(List<Finding> findings) {
        ObjectNode document = MAPPER.valueToTree(ClaimRow.Document.of(findings));
        for (int i = 0; i < findings.size(); i++) {
            ObjectNode claim = (ObjectNode) document.path("claims").path(i);
            claim.remove("seconds");
            ArrayNode runs = claim.putArray("runs");
            findings.get(i)
                    .runs()
                    .forEach(run -> runs.add(RunDirectory.open(run).id()));
        }
        return document;
    }

    /** A line for each statement on standard error: standard output is for what was published. */
    private record Quiet(Output output) implements Reproduction.Progress {
        @Override
        public void begins(Statement statement, int number, int of) {
            output.err().println("statement " + number + " of " + of + ": " + statement.id());
            output.err().flush();
        }

        @Override
        public void ended(Finding finding) {
            finding.problem().ifPresent(output.err()::println);
        }
    }
}
