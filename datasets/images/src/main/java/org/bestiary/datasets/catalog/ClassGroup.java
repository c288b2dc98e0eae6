package org.bestiary.datasets.catalog;

import java.util.List;
import java.util.Optional;
import org.bestiary.datasets.DataException;

/**
 * What becomes one class: a class of a data set, or several that are merged.
 *
 * @param name of the merged classes; empty for a class that keeps its own
 * @param members classes of the data set, by name or by number from 0; one, if it keeps its name
 */
public record ClassGroup(Optional<String> name, List<String> members) {
    /** Checks that there are members, and a name for several. */
    public ClassGroup {
        members = List.copyOf(members);
        if (members.isEmpty()
                || name.isEmpty() && members.size() > 1
                || name.isPresent() && name.get().isBlank()) {
            throw new DataException(
                    "Merged classes must have a name and at least one member, as in {pets: [cat, dog]}, got "
                            + name.orElse("no name") + " and " + members + ".");
        }
    }

    /**
     * A class that keeps its name.
     *
     * @param member its name, or its number from 0
     * @return a group of one
     */
    public static ClassGroup of(String member) {
        return new ClassGroup(Optional.empty(), List.of(member));
    }
}
