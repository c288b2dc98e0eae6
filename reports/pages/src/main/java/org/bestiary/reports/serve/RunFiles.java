package org.bestiary.reports.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.bestiary.reports.store.RunRow;

/**
 * The files of a run, as far as a page may be made from them: those in the directory of that run, and nothing that a link in
 * it leads to elsewhere.
 */
final class RunFiles {
    /** No file that a run writes for its page comes near it. */
    private static final long LARGEST_BYTES = 64L << 20;

    private static final Pattern READ = Pattern.compile(".*\\.(json|csv|svg|png|txt)");

    private RunFiles() {}

    /**
     * The directory of a run; empty if another machine has it or it is gone.
     *
     * @throws Refusal if it, or a file in it, is a link to elsewhere
     */
    static Optional<RunDirectory> of(RunRow row) {
        Path directory = row.directory();
        if (!row.isHere() || !Files.isRegularFile(directory.resolve("run.json"))) {
            return Optional.empty();
        }
        try {
            Path real = directory.toRealPath();
            if (!real.equals(directory.getParent().toRealPath().resolve(directory.getFileName()))) {
                throw elsewhere(row);
            }
            try (Stream<Path> files = Files.list(real)) {
                for (Path file : files.filter(RunFiles::isRead).toList()) {
                    check(file, row);
                }
            }
            return Optional.of(RunDirectory.open(real));
        } catch (IOException e) {
            throw Refusal.missing("The directory of " + row.id() + " cannot be read.");
        }
    }

    /** Checkpoints and models may be elsewhere: no page is made from them. */
    private static boolean isRead(Path file) {
        return READ.matcher(file.getFileName().toString()).matches();
    }

    private static void check(Path file, RunRow row) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw elsewhere(row);
        }
        if (Files.size(file) > LARGEST_BYTES) {
            throw Refusal.forbidden(file.getFileName() + " of " + row.id() + " is larger than any that a run writes.");
        }
    }

    private static Refusal elsewhere(RunRow row) {
        return Refusal.forbidden("The directory of " + row.id()
                + " is, or has in it, a link to elsewhere. The dashboard shows only what lies in the runs directory.");
    }

    /** The record in a directory, with the epochs that are in the table already and not yet in the record. */
    static RunRecord record(RunDirectory directory) {
        RunRecord record = directory.read();
        if (record.status() != RunStatus.RUNNING) {
            return record;
        }
        List<EpochMetrics> epochs = directory.readMetrics();
        return epochs.size() > record.epochs().size() ? record.withEpochs(epochs, record.best()) : record;
    }
}
