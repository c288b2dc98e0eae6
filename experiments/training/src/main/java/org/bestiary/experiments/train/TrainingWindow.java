package org.bestiary.experiments.train;

import java.util.ServiceLoader;
import org.deeplearning4j.optimize.api.TrainingListener;

/**
 * Another program's live view of a network that is being trained. Optional parts of the build bring one; it is found by
 * {@link ServiceLoader}.
 */
public interface TrainingWindow extends AutoCloseable {
    /** Starts showing; returns where to look, such as an address for the browser. */
    String open();

    /** Is attached to every network that is trained. */
    TrainingListener listener();

    @Override
    void close();
}
