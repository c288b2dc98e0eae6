package org.bestiary.experiments.train;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.Optional;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;

/** Turns what may befall a run from outside (a full disk, a directory that is gone, too little memory) into one line. */
final class RunGuard {
    private final RunDirectory directory;

    RunGuard(RunDirectory directory) {
        this.directory = directory;
    }

    /** Work on a run. */
    @FunctionalInterface
    interface Work {
        RunRecord run() throws IOException;
    }

    /**
     * Does the work.
     *
     * @throws RunFailure if something from outside kept it from being done; the record says so where it can be written
     */
    RunRecord run(Work work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw failed("cannot write " + directory.path() + ": " + reason(e) + "; free space or check its rights", e);
        } catch (RunException e) {
            throw failed(e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw failed("not enough memory (" + e.getMessage() + "); use a smaller batch or network", e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private RunFailure failed(String what, Throwable cause) {
        if (!Files.isDirectory(directory.path())) {
            return new RunFailure(
                    "the run directory must stay in place while the run lasts, but " + directory.path()
                            + " is gone, and its checkpoints with it; put it back and resume, or start again",
                    cause);
        }
        try {
            directory.write(directory.read().withStatus(RunStatus.FAILED, Optional.of(what)));
        } catch (RunException ignored) {
            // The disk that is full for checkpoints may be full for the record too; the message below still tells.
        }
        boolean kept = Files.exists(directory.checkpoints().resolve("last.json"));
        return new RunFailure(
                what
                        + (kept
                                ? "; the last checkpoint is kept, go on with: ./bestiary run --resume "
                                        + directory.path()
                                : "; there is no checkpoint yet, start again"),
                cause);
    }
}
