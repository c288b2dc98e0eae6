package org.bestiary.experiments.lecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.experiments.lecture.check.Instruments;
import org.bestiary.reports.publish.Publication;
import org.bestiary.reports.publish.PublicationException;
import org.bestiary.reports.publish.PublishedCard;
import org.bestiary.reports.publish.PublishedFolder;
import org.bestiary.reports.run.RunDirectory;

/** What lectures state, checked on this machine and published. */
public final class LedgerPublication {
    /** Its folder, and how a user asks for it. */
    public static final String NAME = "ledger";

    private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new Jdk8Module());

    private LedgerPublication() {}

    /**
     * Checks every statement; training statements are decided by finished runs.
     *
     * @param runs where those are
     * @param data where data sets are
     * @param root the folder of all that is published
     * @param progress told of each statement
     * @throws PublicationException if a check could not run, or what has been decided would become "not run": that data or runs are
     *     missing here is no result
     */
    public static List<Finding> check(Path runs, DataDirectory data, Path root, Reproduction.Progress progress) {
        TrainingCheck training = new TrainingCheck(runs, data, Optional.empty(), Optional.empty());
        List<Finding> findings = Reproduction.of(Instruments.real(), training)
                .check(Selection.of(LedgerReader.shipped(), List.of(), Optional.empty(), Optional.empty()), progress);
        return complete(findings, root);
    }

    /** The same findings, if every check could run and none is lost that has been published. */
    static List<Finding> complete(List<Finding> findings, Path root) {
        List<String> problems =
                findings.stream().flatMap(f -> f.problem().stream()).toList();
        if (!problems.isEmpty()) {
            throw new PublicationException("every check must be able to run for the ledger to be published, but "
                    + problems.size() + " of " + findings.size() + " could not, the first: " + problems.get(0)
                    + "; nothing was written");
        }
        Path folder = root.resolve(NAME);
        Set<String> decided = decided(folder);
        List<Finding> lost = findings.stream()
                .filter(f -> f.verdict() == Verdict.NOT_RUN
                        && decided.contains(f.statement().id()))
                .toList();
        if (!lost.isEmpty()) {
            throw new PublicationException(
                    "what has been decided must not become \"not run\", but the runs are missing here of "
                            + lost.stream().map(f -> f.statement().id()).collect(Collectors.joining(", "))
                            + "; give --runs-dir, or run them as in ./bestiary reproduce "
                            + lost.get(0).statement().id() + " --run; to begin anew, remove " + folder);
        }
        return findings;
    }

    /** Ids of the statements that are published with a verdict of what was measured. */
    private static Set<String> decided(Path folder) {
        Set<String> measured = Stream.of(Verdict.REPRODUCED, Verdict.DIFFERS, Verdict.NOT_REPRODUCED)
                .map(Verdict::label)
                .collect(Collectors.toSet());
        Set<String> decided = new HashSet<>();
        try {
            for (JsonNode claim :
                    PublishedFolder.read(folder).map(s -> s.path("claims")).orElse(MAPPER.createArrayNode())) {
                if (measured.contains(claim.path("verdict").asText())) {
                    decided.add(claim.path("id").asText());
                }
            }
        } catch (IOException e) {
            throw new PublicationException("what is published must be readable, but " + folder + " is not ("
                    + e.getMessage() + "); restore it, or remove it");
        }
        return decided;
    }

    /**
     * What was found, as a page, Markdown and figures.
     *
     * @param findings one for every statement
     * @param root the folder of all that is published, whose pages statements link to
     */
    public static Publication of(List<Finding> findings, Path root) {
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
}
