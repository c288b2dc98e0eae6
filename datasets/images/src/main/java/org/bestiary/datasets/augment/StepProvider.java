package org.bestiary.datasets.augment;

import java.util.List;
import org.bestiary.common.catalog.Kind;

/**
 * Steps of one's own. A class that implements this, has a constructor without arguments and is named in {@code
 * META-INF/services/org.bestiary.datasets.augment.StepProvider} on the class path, adds its kinds to {@link Steps}; specs name
 * them like the others.
 */
public interface StepProvider {
    /**
     * What is added.
     *
     * @return kinds whose records implement {@link Transform} or {@link BatchChange}; their names must be new
     */
    List<Kind<Step>> kinds();
}
