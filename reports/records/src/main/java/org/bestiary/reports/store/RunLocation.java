package org.bestiary.reports.store;

import java.nio.file.Path;
import org.bestiary.reports.database.Host;
import org.bestiary.reports.database.StoreLocation;

/**
 * Where the directory of a run is: a machine and a runs directory on it. In the store that lies beside its runs it is empty,
 * so that the two may be moved together.
 *
 * @param host the machine
 * @param runs the runs directory
 */
record RunLocation(String host, Path runs) {
    /** Name of this machine. */
    static final String HOST = Host.NAME;

    private static final String BESIDE = "";

    static RunLocation of(String written, StoreLocation location) {
        if (written.equals(BESIDE)) {
            return new RunLocation(HOST, location.runs());
        }
        int colon = written.indexOf(':');
        return new RunLocation(written.substring(0, colon), Path.of(written.substring(colon + 1)));
    }

    /** What the store has for runs in this directory. */
    static String written(Path runs, StoreLocation location) {
        Path absolute = runs.toAbsolutePath().normalize();
        return location.isBesideRuns() && absolute.equals(location.runs()) ? BESIDE : HOST + ":" + absolute;
    }
}
