package org.bestiary.experiments.cli;

import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.bestiary.reports.store.RunRow;
import org.bestiary.reports.store.RunStore;
import org.bestiary.reports.store.TagFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code runs tag ID +name -name}. */
@Command(
        name = "tag",
        description = "Gives a run tags, or takes them from it.",
        footer = {
            "",
            "Examples:",
            "  bestiary runs tag latest +baseline",
            "  bestiary runs tag lenet5-mnist-20261121 +paper -draft",
            "  bestiary runs --where tag=baseline"
        })
final class RunsTagCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ID", description = "Id of the run or its beginning, or 'latest'.")
    private String id;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "TAG",
            description = "+name to give the run a tag, -name to take it away.")
    private List<String> changes;

    @Option(names = "--help", usageHelp = true, description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // without the usual -h and -V: those may begin the name of a tag
    private boolean help;

    @Mixin
    private StoredRuns stored;

    @Mixin
    private Output output;

    /** The document of {@code --json}. */
    record Document(String id, SortedSet<String> tags) {}

    /** What begins with a hyphen here is a tag to take away. */
    @Spec
    void takeHyphens(CommandSpec spec) {
        spec.parser().unmatchedOptionsArePositionalParams(true).posixClusteredShortOptionsAllowed(false);
    }

    @Override
    public Integer call() {
        for (String change : changes) {
            if (!change.startsWith("+") && !change.startsWith("-")) {
                throw new BadInput(
                        "a tag must be +name to give or -name to take away, got '" + change + "'; write +" + change);
            }
            TagFile.check(change.substring(1));
        }
        try (RunStore store = stored.open(output)) {
            RunRow run = store.find(id);
            if (!run.isHere()) {
                throw new BadInput("a run is tagged where its directory is, but that of " + run.id() + " is on "
                        + run.host() + "; tag it there");
            }
            SortedSet<String> tags = TagFile.read(run.directory());
            for (String change : changes) {
                String tag = change.substring(1);
                if (change.startsWith("+")) {
                    tags.add(tag);
                } else if (!tags.remove(tag)) {
                    throw new BadInput("only a tag that a run has can be taken away, but " + run.id() + " has "
                            + (tags.isEmpty() ? "none" : String.join(" ", tags)) + ", not " + tag);
                }
            }
            TagFile.write(run.directory(), tags);
            store.setTags(run, tags);
            if (output.json()) {
                output.print(new Document(run.id(), tags));
            } else {
                output.out().println(run.id() + ": " + (tags.isEmpty() ? "no tags" : String.join(" ", tags)));
            }
        }
        return 0;
    }
}
