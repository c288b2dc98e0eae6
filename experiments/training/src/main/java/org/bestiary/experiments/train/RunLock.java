package org.bestiary.experiments.train;

import java.io.IOException;
import java.nio.file.Path;
import org.bestiary.common.LockFile;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;

/**
 * Sees to it that one process at a time writes a run. The system takes the lock from a process that ends, however it does
 * so; the file of one that was killed stays until the run goes on.
 */
public final class RunLock implements AutoCloseable {
    private static final String FILE = ".lock";

    private final LockFile file;

    private RunLock(LockFile file) {
        this.file = file;
    }

    /**
     * Takes the lock.
     *
     * @throws RunException if another process has it, or the directory cannot be written
     */
    static RunLock of(RunDirectory directory) {
        Path file = directory.path().resolve(FILE);
        try {
            return LockFile.take(file)
                    .map(RunLock::new)
                    .orElseThrow(() ->
                            new RunException("a run is written by one process at a time, but another one is at work on "
                                    + directory.id() + "; wait for its end or stop it"));
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
    }

    /**
     * Whether nobody is at work on a run: one that is recorded as running was killed then.
     *
     * @param directory of the run, on this machine
     */
    public static boolean isFree(Path directory) {
        try {
            return LockFile.isFree(directory.resolve(FILE));
        } catch (IOException e) {
            return false; // who may not look does not know
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
