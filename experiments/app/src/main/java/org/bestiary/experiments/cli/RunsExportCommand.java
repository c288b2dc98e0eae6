package org.bestiary.experiments.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bestiary.common.AtomicFile;
import org.bestiary.reports.export.RunTable;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.store.Condition;
import org.bestiary.reports.store.RunStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code runs export --csv}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes runs, or all their epochs, as a table for other programs.",
        footer = {
            "",
            "Examples:",
            "  bestiary runs export --csv -o runs.csv",
            "  bestiary runs export --csv --epochs --where 'experiment=lenet5-mnist' > epochs.csv"
        })
final class RunsExportCommand implements Callable<Integer> {
    @Option(names = "--csv", required = true, description = "As comma-separated values (RFC 4180).")
    @SuppressWarnings("UnusedVariable") // the only format so far, asked for by name so that others may come
    private boolean csv;

    @Option(names = "--epochs", description = "A row for each epoch instead of one for each run.")
    private boolean epochs;

    @Option(names = "--where", paramLabel = "CONDITION", description = "Only runs for which this holds, see 'runs'.")
    private Optional<String> where = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "F",
            description = "Where the table goes (default: standard output).")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private StoredRuns stored;

    @Mixin
    private Output output;

    /** The document of {@code --json}, with {@code -o}. */
    record Document(String file, long rows) {}

    @Override
    public Integer call() {
        if (output.json() && file.isEmpty()) {
            throw new BadInput("--json says where the table went, so it must go to a file; add -o F");
        }
        Condition condition = where.map(Condition::parse).orElse(Condition.ALL);
        try (RunStore store = stored.open(output)) {
            if (file.isEmpty()) {
                write(store, condition, output.out());
            } else {
                toFile(store, condition, file.get());
            }
        } catch (IOException e) {
            throw RunException.cannotWrite(file.orElse(Path.of("standard output")), e);
        }
        return 0;
    }

    private void toFile(RunStore store, Condition condition, Path target) throws IOException {
        long[] rows = new long[1];
        AtomicFile.write(target, out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            rows[0] = write(store, condition, text);
            text.flush();
        });
        if (output.json()) {
            output.print(new Document(target.toString(), rows[0]));
        } else {
            output.out().println(target + ": " + rows[0] + " rows");
        }
    }

    private long write(RunStore store, Condition condition, Appendable out) throws IOException {
        return epochs ? RunTable.epochs(store, condition, out) : RunTable.runs(store, condition, out);
    }
}
