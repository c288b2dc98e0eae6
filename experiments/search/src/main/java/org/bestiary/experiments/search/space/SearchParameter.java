package org.bestiary.experiments.search.space;

import java.util.Optional;

/**
 * One thing that is searched.
 *
 * @param path where it stands in the spec
 * @param dimension its values
 * @param condition when it is there; always, if empty
 */
public record SearchParameter(String path, Dimension dimension, Optional<Condition> condition) {
    /** A parameter that is always there. */
    public static SearchParameter always(String path, Dimension dimension) {
        return new SearchParameter(path, dimension, Optional.empty());
    }
}
