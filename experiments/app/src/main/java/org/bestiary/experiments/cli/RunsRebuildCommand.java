package org.bestiary.experiments.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.bestiary.reports.store.RunStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code runs rebuild}. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = "Makes the store of runs again from the run directories.",
        footer = {
            "",
            "A damaged file is kept under another name. Studies live in the store alone and are not made again.",
            "",
            "Example:",
            "  bestiary runs rebuild --runs-dir /data/runs"
        })
final class RunsRebuildCommand implements Callable<Integer> {
    @Mixin
    private StoredRuns stored;

    @Mixin
    private Output output;

    /** The document of {@code --json}. */
    record Document(String store, int read, int forgotten, List<String> problems) {}

    @Override
    public Integer call() {
        if (stored.isNothingHere()) {
            throw new BadInput(
                    "there are no runs in " + stored.location().runs() + "; name another directory with --runs-dir");
        }
        String place = stored.location().toString();
        try (RunStore store =
                RunStore.openOrReplace(stored.location(), line -> output.err().println("bestiary: " + line))) {
            RunStore.Reading reading = store.rebuild();
            if (output.json()) {
                output.print(new Document(place, reading.read(), reading.forgotten(), reading.problems()));
            } else {
                StoredRuns.warn(output, reading);
                output.out().println(place + ": " + reading.read() + " runs, " + reading.forgotten() + " forgotten");
            }
            return reading.problems().isEmpty() ? 0 : 1;
        }
    }
}
