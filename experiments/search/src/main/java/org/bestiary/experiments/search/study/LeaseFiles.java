package org.bestiary.experiments.search.study;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bestiary.common.AtomicFile;
import org.bestiary.common.BoundedFile;
import org.bestiary.reports.study.Lease;
import org.bestiary.reports.study.LeaseLostException;
import org.bestiary.reports.study.StudyStore;

/**
 * The leases of the workers of this machine, beside the runs. A worker that was killed cannot give its trials back; the next
 * one on this machine does it instead, and need not wait until the leases expire.
 */
final class LeaseFiles {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PREFIX = ".lease-";

    private final Path folder;

    LeaseFiles(Path folder) {
        this.folder = folder;
    }

    private Path file(Lease lease) {
        return folder.resolve(PREFIX + lease.number() + "-" + lease.token() + ".json");
    }

    void keep(Lease lease) {
        try {
            AtomicFile.write(file(lease), MAPPER.writeValueAsBytes(lease));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void drop(Lease lease) {
        try {
            Files.deleteIfExists(file(lease));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives back the trials of workers that are no more. */
    void releaseOfDead(StudyStore store) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> leases = files.filter(f -> f.getFileName().toString().startsWith(PREFIX))
                    .toList();
            for (Path file : leases) {
                Lease lease = MAPPER.readValue(BoundedFile.bytes(file, 1), Lease.class);
                if (WorkerName.isDeadHere(lease.worker())) {
                    release(store, lease);
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void release(StudyStore store, Lease lease) {
        try {
            store.release(lease);
        } catch (LeaseLostException e) {
            // It expired or ended before its worker died: there is nothing to give back.
        }
    }
}
