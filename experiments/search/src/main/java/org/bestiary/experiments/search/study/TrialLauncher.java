package org.bestiary.experiments.search.study;

import java.io.IOException;
import java.nio.file.Path;

/** Starts processes of trials. */
@FunctionalInterface
public interface TrialLauncher {
    /**
     * Starts a process that reads a {@link TrialTask} from its standard input and speaks {@link TrialMessage}.
     *
     * @param log where its standard error goes
     * @throws IOException if it cannot be started
     */
    Process start(Path log) throws IOException;
}
