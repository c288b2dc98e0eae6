package org.bestiary.reports.store;

import java.nio.file.Path;
import org.bestiary.reports.run.RunRecord;

/** Is told of every record that has been written to a run's directory. */
@FunctionalInterface
public interface RunSink {
    /** Forgets it. */
    RunSink NONE = (record, directory) -> {};

    /** A record is in its directory. Must return soon and must not throw: it is called in the middle of training. */
    void saved(RunRecord record, Path directory);
}
