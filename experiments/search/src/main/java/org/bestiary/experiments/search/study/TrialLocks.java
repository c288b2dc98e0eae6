package org.bestiary.experiments.search.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bestiary.common.LockFile;
import org.bestiary.reports.run.RunException;

/** See to it that one process at a time works on the directory of a trial. */
final class TrialLocks {
    private static final int SECONDS = 60;
    private static final String PREFIX = ".trial-";
    private static final String SUFFIX = ".lock";

    private TrialLocks() {}

    /**
     * Takes the lock of a trial. A process of an earlier worker may still be writing its last checkpoint; two of them would
     * spoil it.
     *
     * @param folder of the study
     * @throws IOException if another process keeps it, or the folder cannot be written
     */
    static LockFile take(Path folder, int number) throws IOException {
        Path file = folder.resolve(PREFIX + number + SUFFIX);
        for (int i = 0; i < SECONDS * 10; i++) {
            Optional<LockFile> lock = LockFile.take(file);
            if (lock.isPresent()) {
                return lock.get();
            }
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IOException("another process has been running the trial for " + SECONDS + " seconds");
    }

    /** Removes what processes that were killed have left in the folder of a study that is complete. */
    static void removeLeft(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> locks = files.filter(TrialLocks::isOne).toList();
            for (Path lock : locks) {
                LockFile.take(lock).ifPresent(LockFile::close);
            }
        } catch (IOException e) {
            throw RunException.cannotWrite(folder, e);
        }
    }

    private static boolean isOne(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }
}
