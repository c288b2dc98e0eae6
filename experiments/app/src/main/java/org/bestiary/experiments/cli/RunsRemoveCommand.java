package org.bestiary.experiments.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.store.RunRow;
import org.bestiary.reports.store.RunStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runs rm ID...}. */
@Command(
        name = "rm",
        mixinStandardHelpOptions = true,
        description = "Removes runs with their directories: records, models, reports. Asks first.",
        footer = {"", "Examples:", "  bestiary runs rm quickstart-20261121", "  bestiary runs rm run-a run-b --yes"})
final class RunsRemoveCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of runs or their beginnings, or 'latest'.")
    private List<String> ids;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(
            names = "--killed",
            description = "Also remove a run that a process seems to be at work on, because you know better.")
    private boolean killed;

    @Mixin
    private StoredRuns stored;

    @Mixin
    private Output output;

    /** The document of {@code --json}. */
    record Document(List<String> removed) {}

    @Override
    public Integer call() {
        try (RunStore store = stored.open(output)) {
            Map<Long, RunRow> runs = new LinkedHashMap<>();
            ids.stream().map(id -> find(store, id)).forEach(run -> runs.put(run.key(), run));
            runs.values().forEach(this::check);
            if (!yes && !isConfirmed(runs.values().stream().toList())) {
                output.err().println("nothing was removed");
                return 1;
            }
            for (RunRow run : runs.values()) {
                remove(run.directory());
                store.remove(run);
            }
            List<String> removed = runs.values().stream().map(RunRow::id).toList();
            if (output.json()) {
                output.print(new Document(removed));
            } else {
                removed.forEach(id -> output.out().println("removed " + id));
            }
        }
        return 0;
    }

    /** The name of an experiment means its newest run elsewhere; whoever removes says which of them. */
    private static RunRow find(RunStore store, String id) {
        RunRow run = store.find(id);
        if (run.experiment().equals(id) && !run.id().equals(id)) {
            throw new BadInput("a run is removed by its id, but '" + id + "' is an experiment, whose newest run is "
                    + run.id() + "; give that, or 'bestiary runs' for all");
        }
        return run;
    }

    private void check(RunRow run) {
        if (run.status() == RunStatus.RUNNING && !killed && !StoredRuns.isKilled(run)) {
            throw new BadInput("a run that is under way cannot be removed, but " + run.id()
                    + " is recorded as running and a process has it locked; stop it first, or add --killed");
        }
        if (!run.isHere()) {
            throw new BadInput("a run is removed where its directory is, but that of " + run.id() + " is on "
                    + run.host() + "; remove it there");
        }
    }

    private boolean isConfirmed(List<RunRow> runs) {
        Console console = System.console();
        if (console == null) {
            throw new BadInput("without a terminal nobody can be asked, so nothing was removed; add --yes");
        }
        runs.forEach(r -> output.err().println("  " + r.directory()));
        String question = runs.size() == 1 ? "Remove this run" : "Remove these " + runs.size() + " runs";
        String answer = console.readLine("%s with everything in the directory? [y/N] ", question);
        return answer != null && answer.strip().matches("(?i)y|yes");
    }

    /** The record goes last: what is left of an interrupted removal can be found and removed again. */
    private static void remove(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        Path record = directory.resolve("run.json");
        try {
            List<Path> files;
            try (Stream<Path> all = Files.walk(directory)) {
                files = all.filter(f -> !f.equals(record) && !f.equals(directory))
                        .sorted(Comparator.reverseOrder())
                        .toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
            Files.deleteIfExists(record);
            Files.delete(directory);
        } catch (IOException e) {
            throw new RunException("cannot remove " + directory + ": " + e.getMessage() + "; check its rights", e);
        }
    }
}
