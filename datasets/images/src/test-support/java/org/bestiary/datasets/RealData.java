package org.bestiary.datasets;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The data directory of tests on real data: they are skipped, and say so, where it lacks the set. */
public final class RealData {
    private RealData() {}

    /**
     * The directory that {@code BESTIARY_DATA} names.
     *
     * @param dataset that must be available there
     * @return the directory; skips the test without it
     */
    public static DataDirectory with(ImageDataset dataset) {
        String variable = System.getenv().getOrDefault(DataDirectory.VARIABLE, "");
        Assumptions.assumeFalse(
                variable.isBlank(), "skipped: BESTIARY_DATA does not name a data directory with " + dataset.id());
        DataDirectory directory = DataDirectory.choose(Optional.empty(), System.getenv(), Path.of("."));
        Availability availability = dataset.availability(directory);
        Assumptions.assumeTrue(
                availability.available(),
                () -> "skipped: " + dataset.id() + " is not in " + directory.path() + ": " + availability.problems());
        return directory;
    }
}
