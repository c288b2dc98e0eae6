package org.bestiary.experiments.config;

import java.util.Collection;
import java.util.List;
import org.bestiary.common.NearestNames;

/** Endings of messages about names that do not exist. */
public final class Names {
    private Names() {}

    /** "; did you mean a or b?", or the names that there are. */
    public static String hint(String given, Collection<String> known) {
        return NearestNames.hint(given, known);
    }

    /** "; did you mean a?", or nothing when no known name is near. */
    static String suggestion(String given, Collection<String> known) {
        List<String> near = NearestNames.of(given, known);
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }
}
